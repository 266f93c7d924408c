using System.Text;
using System.Text.Json;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Security.Canary;

/// <summary>The words that are looked for: secrets must be seen nowhere, and what people and models write only where it is asked for by name.</summary>
internal static class CanaryWords
{
    /// <summary>With the characters that JSON and URLs escape.</summary>
    public const string Key = "KEYcanary/+987654";

    public const string Password = "PASScanary/+876543";

    /// <summary>In a header of one call.</summary>
    public const string HeaderKey = "HEADcanary/+765432";

    /// <summary>Stands in every prompt, long enough that a server may repeat a part of it.</summary>
    public const string Prompt = "Tell me of PROMPTcanary, please, and of its cage";

    public const string Answer = "ANSWERcanary sings";

    private static readonly string s_basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"somebody:{Password}"));

    /// <summary>Parts that survive every escape, and the password as Basic credentials have it.</summary>
    public static IReadOnlyList<string> Secrets { get; } = ["KEYcanary", "PASScanary", "HEADcanary", "987654", "876543", "765432", s_basic];

    public static IReadOnlyList<string> Written { get; } = ["PROMPTcanary", "ANSWERcanary"];

    /// <summary>Everything that a bad server knows of a call: what it was sent, and nothing else.</summary>
    public static string Echo(ScriptedRequest request)
    {
        var sent = $"{request.Head}\n{request.Text}";
        string[] known =
        [
            .. new[] { Key, Password, HeaderKey, $"Basic {s_basic}", Prompt }.Where(word => sent.Contains(word, StringComparison.Ordinal) || sent.Contains(JsonEncodedText.Encode(word).ToString(), StringComparison.Ordinal)),
            .. sent.Contains(s_basic, StringComparison.Ordinal) ? [Password] : Array.Empty<string>(),
        ];
        return $"no: {string.Join(" | ", known)}";
    }

    public static string UserInfo { get; } = $"somebody:{Uri.EscapeDataString(Password)}@";

    /// <summary>The first of the words in a text.</summary>
    public static string? In(string? text, bool secretsOnly) =>
        text is null ? null : (secretsOnly ? Secrets : Secrets.Concat(Written)).FirstOrDefault(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
