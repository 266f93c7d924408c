using System.Net.Http.Headers;
using System.Text;

namespace OllamaSdk.Testing.Emulator.OpenAI;

/// <summary>The fields of a <c>multipart/form-data</c> body, by name; of two with one name the last counts.</summary>
internal sealed class MultipartForm
{
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _fields = new(StringComparer.Ordinal);

    /// <returns><see langword="null"/> when it is no such body.</returns>
    public static MultipartForm? TryRead(MediaTypeHeaderValue? type, byte[] body)
    {
        var boundary = type?.Parameters.FirstOrDefault(parameter => parameter.Name.Equals("boundary", StringComparison.OrdinalIgnoreCase))?.Value?.Trim('"');
        if (type?.MediaType != "multipart/form-data" || string.IsNullOrEmpty(boundary))
        {
            return null;
        }

        var form = new MultipartForm();
        var delimiter = Encoding.ASCII.GetBytes("--" + boundary);
        var rest = body.AsMemory();
        var start = rest.Span.IndexOf(delimiter);
        while (start >= 0)
        {
            rest = rest[(start + delimiter.Length)..];
            start = rest.Span.IndexOf(delimiter);
            if (start >= 0)
            {
                form.Add(rest[..start]);
            }
        }

        return form;
    }

    public string Text(string name) => Find(name) is { } value ? Encoding.UTF8.GetString(value.Span) : "";

    public ReadOnlyMemory<byte>? Find(string name) => _fields.TryGetValue(name, out var value) ? value : default(ReadOnlyMemory<byte>?);

    private void Add(ReadOnlyMemory<byte> part)
    {
        var headEnd = part.Span.IndexOf("\r\n\r\n"u8);
        if (headEnd < 0)
        {
            return;
        }

        foreach (var line in Encoding.UTF8.GetString(part.Span[..headEnd]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            const string header = "Content-Disposition:";
            if (line.StartsWith(header, StringComparison.OrdinalIgnoreCase)
                && ContentDispositionHeaderValue.TryParse(line[header.Length..], out var disposition) && disposition.Name?.Trim('"') is { } name)
            {
                // The line end before the next delimiter is not the field's.
                _fields[name] = part[(headEnd + 4)..Math.Max(headEnd + 4, part.Length - 2)];
            }
        }
    }
}
