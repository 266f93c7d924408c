using System.Security.Cryptography;
using System.Text;

namespace OllamaSdk.Fuzz.Engine;

/// <summary>Writes down an input that failed: as it is, and with its bytes, its text and what was wrong beside it.</summary>
internal static class FailureReport
{
    private const int MaxShown = 6000;

    private static readonly string s_folder = Path.Combine(Repository.Root, "artifacts", "fuzz");

    /// <returns>The file that can be replayed.</returns>
    public static string Write(string target, byte[] input, string what)
    {
        Directory.CreateDirectory(s_folder);
        var name = Path.Combine(s_folder, $"{target}-{Convert.ToHexStringLower(SHA256.HashData(input))[..12]}");
        File.WriteAllBytes(name + ".bin", input);
        File.WriteAllText(name + ".txt", $"{what}\n\nText:\n{Encoding.Latin1.GetString(input)}\n\nBytes:\n{Convert.ToHexString(input)}\n");
        return name + ".bin";
    }

    /// <summary>What tells one failure from another while its input shrinks: where it was thrown, or what rule was broken.</summary>
    public static string KindOf(Exception failure)
    {
        var root = failure.GetBaseException();
        var frame = root.StackTrace?.Split('\n')[0].Trim();
        var words = root is BrokenRuleException ? root.Message.Split(':')[0] : "";
        return $"{root.GetType().Name} {words} {frame}";
    }

    public static string Shown(Exception failure)
    {
        var text = failure.ToString();
        return text.Length > MaxShown ? text[..MaxShown] + "…" : text;
    }
}
