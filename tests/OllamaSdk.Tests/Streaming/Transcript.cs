using System.Text;
using System.Text.Json;

namespace OllamaSdk.Tests.Streaming;

/// <summary>One case of <c>stream_transcripts.json</c>: the bytes of an answer, and what must come of them.</summary>
internal sealed class Transcript
{
    public const string FileName = "stream_transcripts.json";

    private readonly JsonElement _case;

    private Transcript(JsonElement json)
    {
        _case = json;
        Chunks = [.. json.GetProperty("chunks").EnumerateArray().Select(Decode)];
        Bytes = [.. Chunks.SelectMany(chunk => chunk)];
    }

    public IReadOnlyList<byte[]> Chunks { get; }

    public byte[] Bytes { get; }

    public string Id => Text("id");

    public string Operation => Text("operation");

    public bool IsStreamed => _case.GetProperty("stream").GetBoolean();

    public int Status => _case.GetProperty("status").GetInt32();

    public string ContentType => Text("content_type");

    /// <summary>How the connection ends: <c>normal</c>, <c>truncate</c> or <c>reset</c>.</summary>
    public string Close => Text("connection_close");

    public JsonElement Expected => _case.GetProperty("expected");

    public int ExpectedItems => Expected.GetProperty("items").GetInt32();

    public static Transcript Load(string id) => new(CaseFile.Case(FileName, id));

    /// <summary>The transport's exception at the end of a body from memory; null where it ends in order.</summary>
    public Func<Exception>? EndOfBody() => Close switch
    {
        "normal" => null,
        "truncate" => () => new HttpIOException(HttpRequestError.ResponseEnded),
        "reset" => () => new IOException("Connection reset by peer"),
        _ => throw new NotSupportedException($"connection_close '{Close}'"),
    };

    private string Text(string name) => _case.GetProperty(name).GetString()!;

    private static byte[] Decode(JsonElement chunk)
    {
        if (chunk.ValueKind == JsonValueKind.String)
        {
            return Encoding.UTF8.GetBytes(chunk.GetString()!);
        }

        if (chunk.TryGetProperty("hex", out var hex))
        {
            return Convert.FromHexString(hex.GetString()!);
        }

        return Encoding.UTF8.GetBytes(chunk.GetProperty("prefix").GetString() + Repeated(chunk) + chunk.GetProperty("suffix").GetString());
    }

    /// <summary>A text, or <c>{repeat, count}</c> for one that is too long to write down.</summary>
    public static string Repeated(JsonElement text) => text.ValueKind == JsonValueKind.String
        ? text.GetString()!
        : new string(text.GetProperty("repeat").GetString()![0], text.GetProperty("count").GetInt32());
}
