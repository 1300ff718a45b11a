// What the page may ask of the host, and what the host may tell the page: the whole of their conversation.

import type {
  AugmentationResult,
  Comparison,
  FilterEvent,
  FitRequest,
  FitResult,
  GeneratedSamples,
  GeneratorCode,
  GeneratorDescription,
  GraphApi,
  GraphDescription,
  GraphReading,
  NetworkFrequencies,
  NetworkKernels,
  NodeReach,
  PictureDescription,
  PictureFigures,
  Pipeline,
  Region,
  RowPage,
  RowQuery,
  RunEvent,
  RunSummary,
  ShownPicture,
  SpectrumEvent,
  SpectrumRequest,
  Thumbnail,
  Window,
} from "../engine";

/** What a panel is opened on, and what it has to know to draw itself again after a reload. */
export interface PanelState {
  view: "run" | "compare" | "live" | "picture" | "batch" | "graph" | "spectrum";
  /** Run folders: one for `run`, `batch` and `spectrum`, two or more for `compare`, the current run or none for the others. */
  folders: string[];
  /** For `compare`: what the runs are called there, where it is not what they are called elsewhere. */
  names?: string[];
  /** For `picture`: what is open in the kernel lab. */
  picture?: PictureState;
  /** For `graph`: what is open in the graph lab. */
  graph?: GraphState;
}

export interface GraphState {
  /** Path of the graph file or folder. */
  path: string;
  /** How it is read, and the spectrum to begin with, where an experiment says so. */
  reading?: GraphReading;
  spectrum?: Partial<SpectrumRequest>;
  /** The experiment file that these came from. */
  experiment?: string;
}

export interface PictureState {
  /** Path of the picture. */
  path: string;
  /** Other pictures that were opened with it (a selection, a folder), to step through. */
  others: string[];
  /** The chain to begin with: that of the experiment file it was opened from, or none. */
  pipeline: Pipeline;
  /** The experiment file that the chain belongs to. */
  experiment?: string;
}

export interface HostApi extends PictureHostApi, GraphHostApi, SpectrumHostApi, GeneratorHostApi {
  /** The page is loaded and asks what to show; events of the runs so far come with the answer. */
  ready(): Promise<{
    state: PanelState;
    /** Id of the card to bring into view. */
    card?: string;
    runs: { folder: string; name: string; events: RunEvent[]; active: boolean }[];
  }>;
  pause(request: { folder: string; paused: boolean }): Promise<void>;
  stop(request: { folder: string }): Promise<void>;
  resume(request: { folder: string }): Promise<void>;
  /** Runs the same experiment once more, in a new folder. */
  again(request: { folder: string }): Promise<void>;
  openExperiment(request: { folder: string }): Promise<void>;
  rows(query: RowQuery): Promise<RowPage>;
  /** Selects these lines of the run's data file in an editor, and reveals the first. */
  selectLines(request: { folder: string; lines: number[] }): Promise<void>;
  /** What each layer of a finished run on a graph collects at a node. */
  nodeReach(request: { folder: string; member: number; node: number }): Promise<NodeReach>;
  /** Of a finished run on pictures: one of the album at full size, as the network sees and gives it. */
  shownPicture(request: { folder: string; member: number; row: number }): Promise<ShownPicture>;
  /** Of a run on pictures: some of the album, made small. */
  thumbnails(request: { folder: string; rows: readonly number[] }): Promise<Thumbnail[]>;
  /** Opens the file of one of the pictures of a run's album. */
  openAlbumPicture(request: { folder: string; row: number }): Promise<void>;
  /** The eigenvalues of a finished run's graph with the gain of its network; undefined when they were stopped. */
  networkFrequencies(request: { folder: string; member: number }): Promise<NetworkFrequencies | undefined>;
  stopFrequencies(request: { folder: string }): Promise<void>;
  /** Selects all rows that the query finds (its offset and count left out). */
  selectRows(query: Omit<RowQuery, "offset" | "count">): Promise<{ selected: number }>;
  /** Other runs of the workspace that train, to overlay. */
  runs(): Promise<RunSummary[]>;
  overlay(request: { folder: string }): Promise<RunEvent[]>;
  compare(request: { folders: string[] }): Promise<Comparison>;
  /** Asks the person where to, and writes; false when they cancelled. */
  save(request: { name: string; kind: "png" | "svg" | "csv"; content: string | Uint8Array }): Promise<boolean>;
  copy(text: string): Promise<void>;
}

/** What the kernel lab asks; pictures are named by path. */
export interface PictureHostApi {
  /** Bytes of the module of filters, for the page's own executor. */
  filterModule(): Promise<Uint8Array>;
  picture(request: { path: string }): Promise<PictureDescription>;
  pictureWindow(request: { path: string; level: number; region: Region }): Promise<Window>;
  filteredWindow(request: { path: string; pipeline: Pipeline; level: number; region: Region }): Promise<Window>;
  pictureFigures(request: { path: string; pipeline: Pipeline; reference?: string }): Promise<PictureFigures>;
  /** Asks for a new name and writes the filtered picture; undefined when the person cancelled. */
  savePicture(request: { path: string; pipeline: Pipeline }): Promise<{ out: string; changes: string[] } | undefined>;
  /** Writes the chain as an experiment file: the one it came from, or a new one; its path, undefined when cancelled. */
  savePipeline(request: { path: string; pipeline: Pipeline; experiment?: string }): Promise<string | undefined>;
  /** Asks for pictures or a folder, applies the chain to them, and opens the report. */
  applyTo(request: { path: string; pipeline: Pipeline; experiment?: string }): Promise<void>;
  /** Asks for a picture to compare with; undefined when cancelled. */
  chooseReference(request: { path: string }): Promise<string | undefined>;
  /** Asks for a file of a trained network; undefined when cancelled. */
  chooseNetwork(): Promise<NetworkKernels[] | undefined>;
  /** Asks for a folder; undefined when cancelled. */
  chooseFolder(request: { path: string }): Promise<string | undefined>;
  fitKernel(request: FitRequest): Promise<FitResult>;
  stopFit(request: { folder: string }): Promise<void>;
  /** Events of a batch so far, for the view `batch`. */
  filterEvents(request: { folder: string }): Promise<{ events: FilterEvent[]; active: boolean }>;
  openFile(request: { path: string }): Promise<void>;
}

/** What the graph lab asks; graphs are named by path. */
export interface GraphHostApi extends Omit<GraphApi, "graph"> {
  /** Reads the graph as it is in its editor, or else from its file. */
  graph(request: { path: string; reading?: GraphReading }): Promise<GraphDescription>;
  /** Selects this line of the graph's file in an editor, and reveals it. */
  selectGraphLine(request: { path: string; line: number }): Promise<void>;
  /** Bytes of the script that computes force layouts, for a worker of the page. */
  layoutScript(): Promise<Uint8Array>;
  /** Trains a network on the nodes, with the experiment that the data suggest. */
  trainNodes(request: { path: string; target?: string }): Promise<void>;
  /** Opens that experiment as a file instead of running it. */
  openNodeExperiment(request: { path: string; target?: string }): Promise<void>;
}

/** What the report of a spectrum asks, and the graph lab of experiments. */
export interface SpectrumHostApi {
  /** Events of a run that computes a spectrum so far, for the view `spectrum`. */
  spectrumEvents(request: { folder: string }): Promise<{ events: SpectrumEvent[]; active: boolean }>;
  /** Opens the graph of a run in the graph lab, with its settings. */
  openInLab(request: { folder: string }): Promise<void>;
  /** Writes the settings as an experiment file: the one they came from, or a new one; its path, undefined when cancelled. */
  saveSpectrum(request: { graph: GraphState; spectrum: SpectrumRequest }): Promise<string | undefined>;
}

export interface PageEvents {
  /** The file of the graph has changed on disk: it is asked for again. */
  graphChanged: { path: string };
  /** A computation on the graph goes on: how far it has come, 0 to 1. */
  graphProgress: { path: string; fraction: number };
  /** The cursor of the graph's editor has come to a line of this node. */
  graphSelect: { path: string; node: number };
  /** A batch goes on. */
  filter: { folder: string; event: FilterEvent };
  /** A run that computes a spectrum goes on. */
  spectrum: { folder: string; event: SpectrumEvent };
  /** The file of the picture has changed on disk: it is asked for again, the chain stays. */
  pictureChanged: { path: string };
  /** A fit goes on: how far it has come. */
  progress: { path: string; fraction: number };
  /** New events of one run, in order, in batches of one animation frame or so. */
  events: { folder: string; events: RunEvent[] };
  paused: { folder: string; paused: boolean };
  /** The panel is to show something else: the page asks anew with `ready`. */
  show: null;
}

/** What the page asks of finished runs that generate. */
export interface GeneratorHostApi {
  generator(request: { folder: string; member: number }): Promise<GeneratorDescription>;
  /** Samples in the order of the codes. */
  generated(request: { folder: string; member: number; codes: readonly GeneratorCode[] }): Promise<GeneratedSamples>;
  /** Asks how many and where, and writes samples with progress; their paths, undefined when cancelled. */
  writeSamples(request: { folder: string; member: number }): Promise<string[] | undefined>;
  /** Finds out whether samples help a classifier, with progress; kept in the run's folder; undefined when stopped. */
  testAugmentation(request: { folder: string }): Promise<AugmentationResult | undefined>;
  /** What that came to before; undefined where it was never asked. */
  augmentation(request: { folder: string }): Promise<AugmentationResult | undefined>;
}
