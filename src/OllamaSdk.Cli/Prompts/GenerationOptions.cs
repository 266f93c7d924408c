using System.CommandLine;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;
using OllamaSdk.Cli.Settings;
using OllamaSdk.Cli.Tools;

namespace OllamaSdk.Cli.Prompts;

/// <summary>The options of a request for an answer.</summary>
internal sealed class GenerationOptions
{
    private static readonly string[] Levels = ["low", "medium", "high", "max", "on", "off"];

    private readonly Option<string?> _system = new("--system") { Description = "How the model shall behave; or @FILE.", HelpName = "TEXT" };

    private readonly Option<double?> _temperature = new("--temperature", "-t")
    {
        Description = "How much chance there is in the choice of words; 0 is none.",
        HelpName = "NUMBER",
        CustomParser = Numbers.Fraction,
    };

    private readonly Option<int?> _maxTokens = new("--max-tokens") { Description = "The longest answer, in tokens.", HelpName = "COUNT", CustomParser = Numbers.Whole };

    private readonly Option<string[]> _images = new("--image") { Description = "A picture to show to the model; may be given several times.", HelpName = "FILE" };

    private readonly Option<string?> _format = new("--format") { Description = "The form of the answer: json, or a file with a JSON schema.", HelpName = "json|SCHEMA-FILE" };

    private readonly Option<string?> _think = new("--think")
    {
        Description = "Whether and how hard to think first: low, medium, high, max, on (as without a level) or off; or =LEVEL, a level of the model's own.",
        HelpName = "low|medium|high|off",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _hideThinking = new("--hide-thinking") { Description = "Do not show what the model thinks." };

    private readonly Option<bool> _fullThinking = new("--think-full") { Description = "Show all that the model thinks, not one line of it." };

    private readonly Option<bool> _raw = new("--raw") { Description = "Show the answer as the model wrote it: its Markdown is not drawn." };

    private readonly Option<bool> _stats = new("--stats") { Description = "Tell on standard error how many tokens the answer took, and how long." };

    private readonly Option<string?> _model = ModelNames.Option();

    private Argument<string>? _modelArgument;

    public ToolOptions Tools { get; } = new();

    /// <summary>The model that was typed.</summary>
    public string? Model(ParseResult parsed) => _modelArgument is null ? parsed.GetValue(_model) : parsed.GetValue(_modelArgument);

    /// <param name="command">Gets the options.</param>
    /// <param name="model">What names the model where no option does.</param>
    public void AddTo(Command command, Argument<string>? model = null)
    {
        _modelArgument = model;
        _format.CompletionSources.Add("json");
        _think.Validators.Add(static result =>
        {
            // With the sign it cannot be a part of the prompt.
            if (result.Tokens is [{ Value: var level }] && !Levels.Contains(level) && !Environment.GetCommandLineArgs().Contains($"--think={level}"))
            {
                result.AddError($"--think takes {string.Join(", ", Levels)}, not '{level}'. Where a prompt follows, write --think=on; a level of the model's own is --think={level}.");
            }
        });
        _think.CompletionSources.Add(Levels);
        foreach (var option in (Option[])[.. model is null ? (Option[])[_model] : [], _system, _temperature, _maxTokens, _images, _format, _think, _hideThinking, _fullThinking, _raw, _stats])
        {
            command.Options.Add(option);
        }

        Tools.AddTo(command);
    }

    public AnswerLook Look(ParseResult parsed) => new()
    {
        IsRaw = parsed.GetValue(_raw),
        Thinking = parsed.GetValue(_hideThinking) ? ThinkingLook.Hidden : parsed.GetValue(_fullThinking) ? ThinkingLook.Full : ThinkingLook.Folded,
    };

    /// <summary>The option that was typed and says otherwise what the answer shall be.</summary>
    public string? FindRivalOfSchema(ParseResult parsed) =>
        parsed.GetResult(_format) is not null ? _format.Name : Tools.AreTyped(parsed) ? "--tools" : null;

    public bool WantsStats(ParseResult parsed) => parsed.GetValue(_stats);

    public string? System(ParseResult parsed) => parsed.GetValue(_system) is { } text ? PromptText.Expand(text) : null;

    public async Task<IReadOnlyList<LlmImage>> ImagesAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var images = new List<LlmImage>();
        foreach (var path in parsed.GetValue(_images) ?? [])
        {
            images.Add(await UserFile.ReadAsync(path, "picture", file => LlmImage.FromFileAsync(file, cancellationToken)));
        }

        return images;
    }

    /// <summary>Everything of the request but its messages.</summary>
    /// <exception cref="UsageException">A file cannot be read, or a value is wrong.</exception>
    public async Task<LlmRequest> RequestAsync(ParseResult parsed) => new()
    {
        Temperature = parsed.GetValue(_temperature),
        MaxTokens = parsed.GetValue(_maxTokens),
        Format = parsed.GetValue(_format) is { } format ? await FormatAsync(format) : null,
        Think = parsed.GetResult(_think) is null ? null : ThinkOf(parsed.GetValue(_think)),
    };

    private static async Task<ResponseFormat> FormatAsync(string format)
    {
        if (format.Equals("json", StringComparison.OrdinalIgnoreCase))
        {
            return ResponseFormat.Json;
        }

        var schema = await UserFile.ReadAsync(format, "schema", file => File.ReadAllTextAsync(file));
        try
        {
            return ResponseFormat.Schema(schema);
        }
        catch (ArgumentException)
        {
            throw new UsageException($"--format: the file {format} holds no JSON schema; it must be a JSON object.");
        }
    }

    private static Think ThinkOf(string? level) => level switch
    {
        null or "on" => Think.On,
        "off" => Think.Off,
        _ => Think.Level(level),
    };
}
