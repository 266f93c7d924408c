using System.Text.RegularExpressions;

namespace OllamaSdk.Cli.Tests.Golden;

/// <summary>Output without what differs from run to run: addresses, folders, times, rates, versions.</summary>
internal static partial class Normalised
{
    public static string Of(string text, string server, string folder, bool isMeasured)
    {
        text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace(server.TrimEnd('/'), "http://SERVER", StringComparison.Ordinal).Replace(folder, "DIR", StringComparison.Ordinal);
        text = Port().Replace(text, "http://127.0.0.1:PORT");
        text = Version().Replace(text, "VERSION");
        // A rate is there once some time has passed.
        text = ByteRate().Replace(text, "");
        text = Measure().Replace(text, "\"$1\":0");
        text = Time().Replace(text, "0 $1");
        return !isMeasured ? text : text.StartsWith('{') ? Count().Replace(text, "_tokens\":0") : Blanks().Replace(Number().Replace(text, "0"), "  ");
    }

    // What the server's address was not: a free port that the program has chosen itself.
    [GeneratedRegex(@"http://127\.0\.0\.1:\d{4,5}")]
    private static partial Regex Port();

    [GeneratedRegex("""(?<=ollama-sdk )\d+\.\d+\.\d+[\w.+-]*|(?<=\{"version":")\d[^"]*""")]
    private static partial Regex Version();

    [GeneratedRegex(""","bytes_per_second":[\d.eE+-]+""")]
    private static partial Regex ByteRate();

    [GeneratedRegex(@"""(\w+_duration|\w*seconds|\w*tokens_per_second)"":[\d.eE+-]+")]
    private static partial Regex Measure();

    [GeneratedRegex("""_tokens":\d+""")]
    private static partial Regex Count();

    [GeneratedRegex(@"\b\d+(\.\d+)?\b")]
    private static partial Regex Number();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\b\d+(?:\.\d+)? (ms|s|tokens/s)\b")]
    private static partial Regex Time();
}
