using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Prompts;

/// <summary>Texts in files, read no faster than they are used: a file each, or a line each. Of each it is known where it stood.</summary>
internal sealed class FileTexts(IReadOnlyList<string> paths, bool byLines)
{
    private const string Input = "-";

    // They are taken out on another thread than they are put in.
    private readonly ConcurrentQueue<TextPlace> _places = new();

    /// <summary>Says at once what cannot be read.</summary>
    /// <exception cref="UsageException">A file cannot be read.</exception>
    public void Check()
    {
        foreach (var path in paths.Where(path => path != Input))
        {
            try
            {
                File.OpenHandle(path).Dispose();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
            {
                throw new UsageException($"The file cannot be read: {e.Message}");
            }
        }
    }

    /// <summary>The texts, in the order of the files; blank lines are passed over.</summary>
    public IEnumerable<string> Read()
    {
        foreach (var path in paths)
        {
            if (!byLines)
            {
                _places.Enqueue(new(path, null));
                yield return path == Input ? Console.In.ReadToEnd() : File.ReadAllText(path);
                continue;
            }

            foreach (var (index, line) in (path == Input ? LinesOf(Console.In) : File.ReadLines(path)).Index().Where(line => !string.IsNullOrWhiteSpace(line.Item)))
            {
                _places.Enqueue(new(path, index + 1));
                yield return line;
            }
        }
    }

    /// <summary>Where the next text stood; they come in the order of <see cref="Read"/>.</summary>
    public bool TryNext([NotNullWhen(true)] out TextPlace? place) => _places.TryDequeue(out place);

    private static IEnumerable<string> LinesOf(TextReader reader)
    {
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}

/// <summary>Where a text stands.</summary>
/// <param name="File">The file as it was named; <c>-</c> is standard input.</param>
/// <param name="Line">The line, from 1, where lines are texts.</param>
internal sealed record TextPlace(string File, long? Line)
{
    public override string ToString() => Line is null ? File : $"{File}:{Line}";
}
