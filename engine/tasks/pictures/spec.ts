// The parts of an experiment that every task on pictures shares: the album, its split, layers, training.

import { z } from "zod";
import { activationNames, initializerNames, optimizerNames, schedule } from "../table/spec";

const fraction = z.number().min(0).lt(1);
const positiveInteger = z.int().positive();

export const pictureData = {
  file: z.string().min(1).describe("A folder of pictures, or a file that holds many; relative to this file."),
  size: z
    .tuple([positiveInteger, positiveInteger])
    .optional()
    .describe("Width and height that every picture is brought to; each keeps its own without it."),
  fit: z
    .enum(["resize", "crop"])
    .optional()
    .describe("resize changes the shape where it must; crop scales to cover and cuts the middle out."),
  channels: z
    .enum(["grey", "colour"])
    .optional()
    .describe("What the network sees; what most pictures have unless said."),
  group: z
    .string()
    .min(1)
    .optional()
    .describe("Regular expression whose first group, in a file's name, keeps pictures on one side of the split."),
  test: z.string().min(1).optional().describe("A folder or file of pictures that only the verdict looks at."),
  testNames: z
    .string()
    .min(1)
    .optional()
    .describe("Regular expression; pictures whose name it matches are only judged by."),
  split: z
    .union([
      z.strictObject({
        validation: fraction.describe("Share of the pictures that chooses the best epoch."),
        test: fraction.describe("Share of the pictures that only the verdict looks at."),
        seed: z.int().nonnegative().optional().describe("Seed of the shuffle that assigns the pictures."),
      }),
      z.literal("none"),
    ])
    .optional()
    .describe('How pictures are held out; "none" trains on all of them, and the verdict then says so.'),
};

const activation = z.enum(activationNames).optional();
const dense = z.strictObject({
  dense: positiveInteger.describe("Number of units; pictures are flattened before."),
  activation,
  bias: z.boolean().optional(),
  initializer: z.enum(initializerNames).optional(),
});
const batchNorm = z.strictObject({ batchNorm: z.literal(true) });
const dropout = z.strictObject({ dropout: fraction.describe("Share of the values that are set to 0 in training.") });
/** Those that only pictures have. */
const onlyPictures = [
  z.strictObject({
    conv: positiveInteger.describe("Number of channels that the convolution gives."),
    kernel: positiveInteger.optional().describe("Pixels of a side of the kernel; 3 unless said."),
    stride: positiveInteger.optional().describe("Pixels from one output to the next; 1 unless said."),
    padding: z
      .enum(["same", "valid"])
      .optional()
      .describe("same keeps the size, valid uses whole neighbourhoods only."),
    activation: activation.describe("relu unless said."),
    bias: z.boolean().optional(),
    initializer: z.enum(initializerNames).optional(),
  }),
  z.strictObject({ maxPool: positiveInteger.describe("Side and stride of the window, in pixels.") }),
  z.strictObject({ meanPool: positiveInteger.describe("Side and stride of the window, in pixels.") }),
  z.strictObject({ globalPool: z.enum(["mean", "max"]).describe("One number a channel, over all pixels.") }),
  z.strictObject({ upsample: positiveInteger.describe("How many times as wide and high, by nearest neighbours.") }),
  z.strictObject({ flatten: z.literal(true) }),
] as const;
const plainLayer = z.union([...onlyPictures, batchNorm, dropout, dense]);
const residual = z.strictObject({
  residual: z.array(plainLayer).min(1).describe("Layers whose output is added to their input."),
});
/** A layer of a network on pictures; a residual block adds its input to what its layers give. */
export const pictureLayer = z.union([plainLayer, residual]);
export type PictureLayer = z.infer<typeof pictureLayer>;
/** The layers that pictures have and tables have not. */
export const onlyPictureLayers = [...onlyPictures, residual] as const;

export const augment = z
  .strictObject({
    shift: z.number().min(0).max(64).optional().describe("Pixels, either way, at most."),
    flip: z.enum(["horizontal", "vertical", "both"]).optional(),
    rotate: z.number().min(0).max(180).optional().describe("Degrees, either way, at most."),
    scale: z.number().min(1).max(4).optional().describe("Factor, larger or smaller, at most."),
    noise: z.number().min(0).max(255).optional().describe("σ of Gaussian noise, of 255."),
    mixup: z.number().positive().optional().describe("α of mixup (H. Zhang et al., 2018): pairs are blended."),
  })
  .describe("What is changed at random in every epoch, in training only.");
export type Augmentation = z.infer<typeof augment>;

/** How clean pictures are made bad; afresh in every epoch of training, once for those that judge. */
export const degradation = z.strictObject({
  noise: z
    .union([z.number().min(0).max(255), z.tuple([z.number().min(0), z.number().max(255)])])
    .optional()
    .describe("σ of Gaussian noise, of 255; a range draws σ for each picture (a blind network)."),
  saltAndPepper: fraction.optional().describe("Share of the pixels that become black or white."),
  maskPixels: fraction.optional().describe("Share of the pixels that are set to 0; which ones is known."),
  maskBlocks: z
    .strictObject({ count: positiveInteger, size: positiveInteger })
    .optional()
    .describe("Squares of so many pixels a side that are set to 0; where they are is known."),
  blur: z.number().min(0.3).max(30).optional().describe("σ of a Gaussian blur, in pixels."),
  jpeg: z.int().min(1).max(100).optional().describe("Quality of a JPEG that the picture goes through."),
  seed: z.int().nonnegative().optional(),
});
export type Degradation = z.infer<typeof degradation>;

/** What networks that look at parts of pictures train on. */
export const patch = z.strictObject({
  size: positiveInteger.describe("Pixels of a side of the squares that are cut out of the pictures."),
  count: positiveInteger.describe("Squares of an epoch, cut at random places, flipped and turned at random."),
});
export type Patch = z.infer<typeof patch>;

/** Losses that need nothing beside the two networks. */
const adversarialLossNames = ["nonSaturating", "leastSquares", "hinge"] as const;

/** A discriminator of patches that judges what a network draws, beside the task's own loss. */
export const adversarial = z.strictObject({
  weight: z
    .number()
    .min(0)
    .optional()
    .describe("Weight of the adversarial loss; 0 trains by the task's own loss alone."),
  loss: z
    .enum(adversarialLossNames)
    .optional()
    .describe("What the two networks play for, as in the task generate; nonSaturating unless said."),
  discriminator: z
    .strictObject({
      layers: z
        .array(positiveInteger)
        .min(1)
        .max(6)
        .optional()
        .describe(
          "Channels of its convolutions, each of which halves the picture: n of them judge 6·2ⁿ − 2 pixels a side.",
        ),
      spectralNorm: z
        .boolean()
        .optional()
        .describe("Divides every weight by its largest singular value (T. Miyato et al., 2018)."),
    })
    .optional(),
  learningRate: z
    .number()
    .positive()
    .optional()
    .describe("Learning rate of the discriminator; train.learningRate unless said."),
});
export type Adversarial = z.infer<typeof adversarial>;

/** How networks on pictures are trained. */
export const pictureTrain = z.strictObject({
  optimizer: z.enum(optimizerNames).optional(),
  learningRate: z.number().positive().optional(),
  momentum: z.number().min(0).lt(1).optional().describe("For momentum and nesterov; 0.9 unless said."),
  schedule: schedule.optional(),
  l2: z.number().min(0).optional(),
  clipNorm: z.number().positive().optional(),
  epochs: positiveInteger.optional(),
  batch: positiveInteger.optional(),
  earlyStopping: positiveInteger.optional(),
  seeds: z.array(z.int().nonnegative()).min(1).optional(),
});
export type PictureTrain = z.infer<typeof pictureTrain>;
