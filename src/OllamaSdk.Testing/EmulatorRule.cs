using System.Text.Json;
using OllamaSdk.Testing.Emulator.Model;
using OllamaSdk.Testing.Emulator.Script;

namespace OllamaSdk.Testing;

/// <summary>
/// What an <see cref="OllamaEmulator"/> does with certain requests. Each method adds a step: the first matching request gets the first step, the next one
/// the second, and the last step stays for all that follow.
/// </summary>
/// <example><code>
/// emulator.When("weather").CallTool("get_weather", """{"city":"Paris"}""");
/// emulator.When("capital").Fail(Fault.Busy).Answer("Paris");
/// emulator.On("/api/pull").Fail(Fault.Cut.AfterLines(3)).AsUsual();
/// </code></example>
public sealed class EmulatorRule
{
    private readonly object _lock = new();
    private readonly List<ScriptStep> _steps = [];
    private readonly string? _text;
    private readonly string? _model;
    private readonly string? _path;
    private int _next;

    private EmulatorRule(string? text, string? model, string? path) => (_text, _model, _path) = (text, model, path);

    /// <summary>The model says this.</summary>
    /// <param name="content">The whole answer; a stream cuts it into tokens. A request's limits and stop texts still hold.</param>
    /// <param name="thinking">The thoughts before it; they are left out where a request wants none or the model cannot think.</param>
    /// <param name="after">The wait before the answer begins, by the emulator's clock.</param>
    public EmulatorRule Answer(string content, string thinking = "", TimeSpan after = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(thinking);
        return Add(new ScriptStep(after, new Speech(content, thinking)));
    }

    /// <summary>The model calls a tool, whether the request offers it or not.</summary>
    /// <param name="name">The tool's name.</param>
    /// <param name="arguments">A JSON object, such as <c>{"city":"Paris"}</c>.</param>
    /// <param name="thinking">The thoughts before the call.</param>
    /// <param name="after">The wait before the answer begins, by the emulator's clock.</param>
    /// <exception cref="ArgumentException">The arguments are not a JSON object.</exception>
    public EmulatorRule CallTool(string name, string arguments = "{}", string thinking = "", TimeSpan after = default)
    {
        ArgumentNullException.ThrowIfNull(thinking);
        return Add(new ScriptStep(after, new Speech("", thinking) { Calls = [Call(name, arguments)] }));
    }

    /// <summary>The model calls several tools in one answer.</summary>
    /// <param name="calls">Names, and arguments as JSON objects.</param>
    /// <exception cref="ArgumentException">There are no calls, or arguments that are not a JSON object.</exception>
    public EmulatorRule CallTools(params (string Name, string Arguments)[] calls)
    {
        ArgumentNullException.ThrowIfNull(calls);
        ArgumentOutOfRangeException.ThrowIfZero(calls.Length);
        return Add(new ScriptStep(default, new Speech("", "") { Calls = [.. calls.Select(call => Call(call.Name, call.Arguments))] }));
    }

    /// <summary>A decision model is this sure of these answers. Questions that are not named are answered as usual.</summary>
    /// <param name="answers">
    /// The name of a question; its answer, which is an option, <c>true</c> or <c>false</c>, or a level by its number or its text; and how probable that is,
    /// from 0 to 1. The other options share the rest.
    /// </param>
    /// <exception cref="ArgumentException">There are no answers, or a probability is outside its range.</exception>
    /// <example><code>emulator.When("wet").Decide(("topic", "delivery", 0.9), ("angry", "true", 0.75));</code></example>
    public EmulatorRule Decide(params (string Question, string Answer, double Probability)[] answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentOutOfRangeException.ThrowIfZero(answers.Length);
        return Add(new ScriptStep(default) { Decisions = [.. answers.Select(one => Decision(one.Question, one.Answer, one.Probability))] });
    }

    /// <summary>Something goes wrong.</summary>
    public EmulatorRule Fail(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return Add(new ScriptStep(fault.Wait, Fault: fault));
    }

    /// <summary>What would happen without a rule, if need be after a wait.</summary>
    /// <param name="after">The wait before the answer begins, by the emulator's clock.</param>
    public EmulatorRule AsUsual(TimeSpan after = default) => Add(new ScriptStep(after));

    /// <summary>How many requests it was for.</summary>
    internal int Taken { get; private set; }

    /// <param name="text">A part of the last message.</param>
    /// <param name="model">The model that is asked; <see langword="null"/> for any.</param>
    internal static EmulatorRule ForMessage(string text, string? model) => new(
        text, model is null ? null : ModelName.TryNormalize(model) ?? throw new ArgumentException($"'{model}' is no name of a model.", nameof(model)), null);

    /// <param name="path">A path, with all paths below it.</param>
    internal static EmulatorRule ForPath(string path) => new(null, null, path.TrimEnd('/'));

    internal bool MatchesMessage(string message, string model) => _text is not null && message.Contains(_text, StringComparison.OrdinalIgnoreCase)
        && (_model is null || _model.Equals(model, StringComparison.OrdinalIgnoreCase));

    internal bool MatchesPath(string path) => _path is not null && path.StartsWith(_path, StringComparison.Ordinal) && (path.Length == _path.Length || path[_path.Length] == '/');

    /// <summary>The step that is next, if it is one of those asked for; it is used up unless it is the last one and none is added.</summary>
    internal ScriptStep? Take(Predicate<ScriptStep> wanted)
    {
        lock (_lock)
        {
            var step = _steps.Count > 0 ? _steps[Math.Min(_next, _steps.Count - 1)] : null;
            if (step is null || !wanted(step))
            {
                return null;
            }

            // One past the last step, and no further: the next one to be added is then the next one to be taken.
            _next = Math.Min(_next + 1, _steps.Count);
            Taken++;
            return step;
        }
    }

    private EmulatorRule Add(ScriptStep step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step.After, TimeSpan.Zero);
        lock (_lock)
        {
            _steps.Add(step);
        }

        return this;
    }

    private static ScriptedDecision Decision(string question, string answer, double probability)
    {
        ArgumentException.ThrowIfNullOrEmpty(question);
        ArgumentNullException.ThrowIfNull(answer);
        return probability is >= 0 and <= 1
            ? new(question, answer, probability)
            : throw new ArgumentOutOfRangeException(nameof(probability), probability, $"The probability of \"{answer}\" must be from 0 to 1.");
    }

    private static CalledTool Call(string name, string arguments)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        try
        {
            using var json = JsonDocument.Parse(arguments);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
            {
                return new CalledTool(name, arguments);
            }
        }
        catch (JsonException)
        {
            // Said below, in the same words as for what is JSON but no object.
        }

        throw new ArgumentException($"The arguments of '{name}' must be a JSON object such as {{\"city\":\"Paris\"}}.", nameof(arguments));
    }
}
