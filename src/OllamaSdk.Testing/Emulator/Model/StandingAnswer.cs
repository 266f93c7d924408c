using OllamaSdk.Testing.Emulator.Reading;

namespace OllamaSdk.Testing.Emulator.Model;

/// <summary>What the emulator says when no script tells it otherwise: a call of a tool that fits, the JSON that is wanted, or a sentence that repeats the question.</summary>
internal static class StandingAnswer
{
    private const int MaxEcho = 200;
    private const string Thoughts = "The emulator only pretends to think.";
    private const string Statement = "This is the OllamaSdk emulator, not a model.";
    private const string Explanation = "No model has run; the same request always gets the same answer.";

    /// <param name="prompt">What is asked.</param>
    /// <param name="json">JSON in the form that was asked for; <see langword="null"/> when words are wanted.</param>
    /// <param name="think">Whether thoughts come first.</param>
    public static Speech To(Prompt prompt, string? json, bool think)
    {
        var thoughts = think ? Thoughts : "";
        if (prompt.ToolResults.Count > 0)
        {
            return new Speech(json ?? $"{Statement} The tool said: \"{Shorten(string.Join("; ", prompt.ToolResults))}\". {Explanation}", thoughts);
        }

        return OfferedTool.BestFor(prompt.Question, prompt.Tools) is { } tool
            ? new Speech("", thoughts) { Calls = [tool.Call()] }
            : new Speech(json ?? $"{Statement} You asked: \"{Shorten(prompt.Question)}\". {Explanation}", thoughts);
    }

    // A long prompt must not make a long answer: tests with big prompts would drown in it.
    private static string Shorten(string prompt)
    {
        if (prompt.Length <= MaxEcho)
        {
            return prompt;
        }

        var end = char.IsHighSurrogate(prompt[MaxEcho - 1]) ? MaxEcho - 1 : MaxEcho;
        return prompt[..end] + "…";
    }
}
