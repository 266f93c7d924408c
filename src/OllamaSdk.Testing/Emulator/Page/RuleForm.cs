using System.Globalization;
using System.Text.Json;

namespace OllamaSdk.Testing.Emulator.Page;

/// <summary>A rule that somebody has filled in: the rule, and what it does in words.</summary>
/// <param name="Rule">The rule, not in force yet.</param>
/// <param name="When">Which requests it is for.</param>
/// <param name="Then">What happens to them.</param>
internal sealed record RuleForm(EmulatorRule Rule, string When, string Then)
{
    private const int MaxTimes = 1000;
    private const int MaxWords = 120;
    private const double MaxSeconds = 86_400;
    private static readonly Dictionary<string, Fault> Faults = new[]
    {
        Fault.Refused, Fault.Reset, Fault.Silence, Fault.Stall, Fault.Cut, Fault.Break, Fault.ErrorLine, Fault.TokenRepeat, Fault.Garbage,
        Fault.Busy, Fault.OutOfMemory, Fault.Crash, Fault.WrongContentType,
    }.ToDictionary(fault => fault.Name, StringComparer.Ordinal);

    /// <param name="form">The fields; those that the choices do not ask for may be missing.</param>
    /// <exception cref="ArgumentException">A field is wrong; the message says which.</exception>
    public static RuleForm Read(JsonElement form)
    {
        var (rule, when) = ReadMatch(form);
        // Without a number it holds until it is removed.
        var times = Number(form, "times") is { } number ? (int)Math.Clamp(number, 1, MaxTimes) : 0;
        var then = "";
        for (var step = 0; step < Math.Max(1, times); step++)
        {
            then = AddStep(rule, form);
        }

        if (times > 0)
        {
            rule.AsUsual();
        }

        return new RuleForm(rule, when, times > 0 ? string.Create(CultureInfo.InvariantCulture, $"{then}, {times} times") : then);
    }

    private static (EmulatorRule Rule, string When) ReadMatch(JsonElement form)
    {
        if (Text(form, "match") == "path")
        {
            var path = Text(form, "path").Trim();
            return path.StartsWith('/')
                ? (EmulatorRule.ForPath(path), $"path {Short(path)}")
                : throw new ArgumentException("The path must begin with a slash, as in /api/chat.");
        }

        var (text, model) = (Text(form, "text"), Text(form, "model").Trim());
        var when = text.Length > 0 ? $"last message contains \"{Short(text)}\"" : "any message";
        return (EmulatorRule.ForMessage(text, model.Length > 0 ? model : null), model.Length > 0 ? $"{when}, model {Short(model)}" : when);
    }

    private static string AddStep(EmulatorRule rule, JsonElement form)
    {
        var after = Seconds(form, "after");
        var late = after > TimeSpan.Zero ? string.Create(CultureInfo.InvariantCulture, $" after {after.TotalSeconds} s") : "";
        switch (Text(form, "do"))
        {
            case "answer":
                rule.Answer(Text(form, "content"), Text(form, "thinking"), after);
                return $"answers \"{Short(Text(form, "content"))}\"{late}";
            case "tool":
                var arguments = Text(form, "arguments").Trim();
                rule.CallTool(Text(form, "tool").Trim() is { Length: > 0 } tool ? tool : throw new ArgumentException("The tool needs a name."), arguments.Length > 0 ? arguments : "{}", Text(form, "thinking"), after);
                return $"calls {Short(Text(form, "tool"))}({Short(arguments)}){late}";
            case "fault":
                var fault = ReadFault(form, out var words);
                rule.Fail(fault);
                return words;
            case "wait":
                rule.AsUsual(after);
                return $"as usual{late}";
            default:
                throw new ArgumentException("What shall happen: answer, tool, fault or wait?");
        }
    }

    private static Fault ReadFault(JsonElement form, out string words)
    {
        var name = Text(form, "fault");
        if (name == "Status")
        {
            var status = (int)(Number(form, "status") is { } code and >= 400 and <= 599 ? code : throw new ArgumentException("The status must be from 400 to 599."));
            TimeSpan? retryAfter = Number(form, "retry_after") is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, MaxSeconds)) : null;
            words = string.Create(CultureInfo.InvariantCulture, $"{status} {Short(Text(form, "message"))}");
            return Fault.Status(status, Text(form, "message"), retryAfter);
        }

        if (!Faults.TryGetValue(name, out var fault))
        {
            throw new ArgumentException($"There is no fault '{Short(name)}'.");
        }

        words = name;
        if (fault.Body is null || Number(form, "lines") is not { } lines)
        {
            return fault;
        }

        words = string.Create(CultureInfo.InvariantCulture, $"{name} after {lines} lines");
        return fault.AfterLines((int)Math.Clamp(lines, 0, int.MaxValue));
    }

    private static TimeSpan Seconds(JsonElement form, string name) => TimeSpan.FromSeconds(Math.Clamp(Number(form, name) ?? 0, 0, MaxSeconds));

    private static string Text(JsonElement form, string name) =>
        form.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static double? Number(JsonElement form, string name) =>
        form.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static string Short(string text) => text.Length > MaxWords ? text[..MaxWords] + "…" : text;
}
