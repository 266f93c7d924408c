using System.Text;

namespace OllamaSdk.Launching;

/// <summary>What a server writes, told line by line as it comes, with secrets replaced: a key is told whole or not at all.</summary>
internal sealed class OutputLines(Action<string> told, SafeText safe)
{
    // Something that never ends its line is no log.
    private const int MaxLength = 64 * 1024;

    private readonly MemoryStream _line = new();

    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf((byte)'\n') is var end and >= 0)
        {
            Add(bytes[..end]);
            Tell();
            bytes = bytes[(end + 1)..];
        }

        Add(bytes);
    }

    /// <summary>Tells of a last line without an end.</summary>
    public void End()
    {
        if (_line.Length > 0)
        {
            Tell();
        }
    }

    private void Add(ReadOnlySpan<byte> bytes) => _line.Write(bytes[..(int)Math.Min(bytes.Length, MaxLength - _line.Length)]);

    private void Tell()
    {
        var text = Encoding.UTF8.GetString(_line.GetBuffer(), 0, (int)_line.Length).TrimEnd('\r');
        _line.SetLength(0);
        told(safe.Clean(text, int.MaxValue));
    }
}
