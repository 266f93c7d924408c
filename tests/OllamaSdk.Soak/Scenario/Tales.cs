using System.Globalization;
using System.Text;

namespace OllamaSdk.Soak.Scenario;

/// <summary>A question with the one answer to it, which ends in a checksum of itself.</summary>
/// <param name="Prompt">The question.</param>
/// <param name="Answer">What the server says to it, whole.</param>
/// <param name="Words">How long the answer is.</param>
internal sealed record Tale(string Prompt, string Answer, int Words);

/// <summary>What is asked and answered in a run: the same on both sides, made from nothing but numbers.</summary>
internal static class Tales
{
    /// <summary>The most words of an answer that is asked for in one piece, so that its time stays far below the limit for it.</summary>
    public const int ShortWords = 30;

    private const int Count = 192;

    private static readonly string[] s_words =
        ["river", "Straße", "lantern", "雨が降る", "copper", "naïve", "harbour", "🚲", "whistle", "осень", "paper", "\"quoted\"", "back\\slash", "tab\tstop", "line\nend", "winter", "Æther", "{brace}", "data:", "done"];

    public static IReadOnlyList<Tale> All { get; } = [.. Enumerable.Range(0, Count).Select(Make)];

    /// <summary>Those that are soon told.</summary>
    public static IReadOnlyList<Tale> Short { get; } = [.. All.Where(tale => tale.Words <= ShortWords)];

    /// <summary>Questions about a story, whose answers are JSON.</summary>
    public static IReadOnlyList<(string Prompt, Story Story)> Typed { get; } = [.. Enumerable.Range(0, 32).Select(MakeTyped)];

    public static IReadOnlyList<string> Texts { get; } = [.. Enumerable.Range(0, 256).Select(number => $"text {number.ToString(CultureInfo.InvariantCulture)}: {Words(new Random(number + 7000), 3 + (number % 9))}")];

    /// <summary>FNV-1a of the UTF-16 of a text: small, and the same everywhere.</summary>
    public static string Sum(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    /// <summary>A text with its checksum at its end.</summary>
    public static string Sealed(string text) => $"{text} [sum {Sum(text)}]";

    /// <summary>Whether a text is whole by the checksum at its end.</summary>
    public static bool IsSealed(string text) => text.LastIndexOf(" [sum ", StringComparison.Ordinal) is > 0 and var end && Sealed(text[..end]) == text;

    public static string Words(Random random, int count)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            text.Append(i == 0 ? "" : " ").Append(s_words[random.Next(s_words.Length)]);
        }

        return text.ToString();
    }

    private static Tale Make(int number)
    {
        // A third short, a third middling, a third long.
        var words = (number % 3) switch { 0 => 4 + (number % 26), 1 => 31 + (number % 60), _ => 90 + (number % 140) };
        var name = $"tale-{number.ToString("d3", CultureInfo.InvariantCulture)};";
        return new Tale($"Tell me {name}", Sealed($"{name} {Words(new Random(number), words)}"), words);
    }

    private static (string Prompt, Story Story) MakeTyped(int number)
    {
        var title = Words(new Random(number + 900), 2 + (number % 12));
        return ($"Describe story-{number.ToString("d3", CultureInfo.InvariantCulture)};", new Story(title, number, Sum(title + number.ToString(CultureInfo.InvariantCulture))));
    }
}
