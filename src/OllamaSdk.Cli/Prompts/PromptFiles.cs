using System.Text;
using System.Text.Unicode;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Prompts;

/// <summary>Files that go with a question: texts before it, each under its name and in the order in which they were named, and pictures.</summary>
/// <param name="Text">The texts.</param>
/// <param name="Images">The pictures, told by their first bytes.</param>
internal sealed record PromptFiles(string Text, IReadOnlyList<LlmImage> Images)
{
    /// <exception cref="UsageException">A file cannot be read, or is neither a text nor a picture.</exception>
    public static async Task<PromptFiles> ReadAsync(IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        var (text, images) = (new StringBuilder(), new List<LlmImage>());
        foreach (var path in paths)
        {
            var bytes = await UserFile.ReadAsync(path, "file", file => File.ReadAllBytesAsync(file, cancellationToken));
            if (IsPicture(bytes))
            {
                images.Add(LlmImage.FromBytes(bytes));
            }
            else if (bytes.Contains((byte)0) || !Utf8.IsValid(bytes))
            {
                throw new UsageException($"The file {path} is neither a text in UTF-8 nor a picture.");
            }
            else
            {
                text.Append($"--- {path} ---\n{Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').TrimEnd()}\n\n");
            }
        }

        return new(text.ToString(), images);
    }

    private static bool IsPicture(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G']) || bytes.StartsWith<byte>([0xFF, 0xD8, 0xFF]) || bytes.StartsWith("GIF8"u8)
        || (bytes.Length > 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8));
}
