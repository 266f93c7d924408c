using System.Text;
using System.Text.Json;
using OllamaSdk.Testing;

namespace OllamaSdk.Fuzz.Targets;

/// <summary>What servers really sent and what once went wrong: the cases of the tests, and the recordings that OllamaSdk.Testing carries.</summary>
internal static class Seeds
{
    private static readonly string s_cases = Path.Combine(AppContext.BaseDirectory, "Cases");

    /// <summary>Requests and answers as they were recorded.</summary>
    public static IReadOnlyList<Stub> Stubs { get; } = [.. ReadStubs()];

    /// <summary>The bodies of all answers: transcripts, the field's cases, recordings.</summary>
    public static IReadOnlyList<byte[]> Bodies { get; } = [.. Transcripts().Concat(Field()).Concat(Stubs.Select(stub => stub.Answer)).Where(body => body.Length > 0)];

    /// <summary>The objects in them, each in one line.</summary>
    public static IReadOnlyList<byte[]> Lines { get; } = [.. Bodies.SelectMany(Objects).Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes)];

    /// <param name="Method">Of the request.</param>
    /// <param name="Path">The same.</param>
    /// <param name="Request">Its body.</param>
    /// <param name="Answer">The body of the answer.</param>
    /// <param name="Status">Of the answer.</param>
    internal sealed record Stub(string Method, string Path, byte[] Request, byte[] Answer, int Status);

    /// <summary>The cases of a file of the tests.</summary>
    public static IEnumerable<JsonElement> Cases(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(s_cases, file)));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(one => one.Clone())];
    }

    private static IEnumerable<byte[]> Transcripts() =>
        Cases("stream_transcripts.json").Concat(Cases("sse_decoding.json")).Select(one => one.GetProperty("chunks").EnumerateArray().SelectMany(Decode).ToArray()).Where(body => body.Length < 4000);

    private static IEnumerable<byte[]> Field() => Directory.EnumerateFiles(Path.Combine(s_cases, "field")).Order(StringComparer.Ordinal).Select(File.ReadAllBytes);

    private static byte[] Decode(JsonElement chunk) =>
        chunk.ValueKind == JsonValueKind.String ? Encoding.UTF8.GetBytes(chunk.GetString()!)
        : chunk.TryGetProperty("hex", out var hex) ? Convert.FromHexString(hex.GetString()!)
        : [];

    private static IEnumerable<Stub> ReadStubs()
    {
        var folder = Directory.CreateTempSubdirectory("stubs");
        WireMockStubs.WriteTo(folder.FullName);
        foreach (var file in Directory.EnumerateFiles(folder.FullName, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var stub = JsonDocument.Parse(File.ReadAllBytes(file));
            var (request, response) = (stub.RootElement.GetProperty("request"), stub.RootElement.GetProperty("response"));
            var patterns = request.TryGetProperty("bodyPatterns", out var all) ? [.. all.EnumerateArray()] : Array.Empty<JsonElement>();
            var asked = patterns.Select(pattern => pattern.TryGetProperty("equalToJson", out var json) ? json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText() : null).FirstOrDefault(text => text is not null);
            var answer = response.TryGetProperty("body", out var body) ? body.GetString()!
                : response.TryGetProperty("jsonBody", out var whole) ? whole.GetRawText().ReplaceLineEndings("") : "";
            yield return new Stub(
                request.GetProperty("method").GetString()!, request.TryGetProperty("urlPath", out var path) ? path.GetString()! : "/", Encoding.UTF8.GetBytes(asked ?? ""), Encoding.UTF8.GetBytes(answer),
                response.GetProperty("status").GetInt32());
        }

        folder.Delete(recursive: true);
    }

    private static IEnumerable<string> Objects(byte[] body) => Encoding.UTF8.GetString(body).Split('\n')
        .Select(line => line.StartsWith("data:", StringComparison.Ordinal) ? line[5..].Trim() : line.Trim())
        .Where(line => line.StartsWith('{') && line.EndsWith('}'));
}
