% Octave's imfilter and medfilt2, after MATLAB's, on noise: filters-matlab.json. Needs the package image.
% Octave takes grey and RGB only; RGBA is filtered plane by plane here.
pkg load image
global cases
cases = {};

function values = noise(seed, count, type)
  state = seed;
  values = zeros(1, count);
  for i = 1:count
    state = mod(state * 1664525 + 1013904223, 2^32);
    values(i) = floor(state / ifelse_(strcmp(type, "u8"), 2^24, 2^16));
  endfor
endfunction

function value = ifelse_(condition, yes, no)
  if condition value = yes; else value = no; endif
endfunction

function matrix = integers(rows, columns, seed)
  matrix = reshape(mod(noise(seed, rows * columns, "u8"), 11) - 5, columns, rows)';
endfunction

function add(step, filter, channels, type, edge, alpha)
  global cases
  [height, width] = deal(9, 13);
  seed = numel(cases) + 1;
  class = ifelse_(strcmp(type, "u8"), "uint8", "uint16");
  planes = reshape(noise(seed, height * width * channels, type), channels, width, height);
  image = cast(permute(planes, [3 2 1]), class);
  output = image;
  last = channels - (strcmp(alpha, "straight") && mod(channels, 2) == 0);
  for c = 1:last
    output(:, :, c) = filter(image(:, :, c));
  endfor
  bytes = typecast(permute(output, [3 2 1])(:), "uint8");
  text = matlab.net.base64encode(bytes(:)');
  pipeline = struct("as", "matlab", "edge", edge, "alpha", alpha, "steps", {{step}});
  cases{end + 1} = struct("seed", seed, "width", width, "height", height, "channels", channels, "elements", type, "pipeline", pipeline, "output", text);
endfunction

function linear(matrix, divisor, channels, type, edge, alpha)
  options = struct("zero", 0, "replicate", "replicate", "reflect", "symmetric", "wrap", "circular");
  rows = num2cell(matrix, 2);
  rows = cellfun(@num2cell, rows, "UniformOutput", false);
  step = struct("matrix", {rows'}, "divisor", divisor);
  add(step, @(plane) imfilter(plane, matrix / divisor, options.(edge)), channels, type, edge, alpha);
endfunction

sizes = [1 1; 2 2; 3 3; 4 4; 5 5; 3 7; 6 1; 7 7];
for edge = {"zero", "replicate", "reflect", "wrap"}
  for i = 1:rows(sizes)
    linear(integers(sizes(i, 1), sizes(i, 2), i), 1, 3, "u8", edge{1}, "straight");
    linear(integers(sizes(i, 1), sizes(i, 2), i + 9), i + 2, 1, "u8", edge{1}, "straight");
  endfor
  for alpha = {"straight", "channel"}
    linear(integers(3, 3, 4), 4, 4, "u8", edge{1}, alpha{1});
    linear(integers(5, 5, 4), 8, 2, "u8", edge{1}, alpha{1});
  endfor
  linear(integers(3, 3, 4), 5, 3, "u16", edge{1}, "straight");
endfor
for size = [3 5 7 9]
  for channels = [1 3 4]
    add(struct("kernel", sprintf("median%d", size)), @(plane) medfilt2(plane, [size size]), channels, "u8", "zero", "channel");
  endfor
endfor
file = fopen("filters-matlab.json", "w");
fputs(file, [jsonencode(struct("version", version(), "cases", {cases})) "\n"]);
fclose(file);
