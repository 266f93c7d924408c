using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace OllamaSdk.Tests.Streaming;

/// <summary>Whatever a server says arrives, however the network cuts it.</summary>
public sealed class CutStreamTests
{
    private const string Seed = "(20260101,1)";

    [Property(Arbitrary = [typeof(CutStreamTests)], MaxTest = 2000, EndSize = 30, Replay = Seed)]
    public async Task C10_lines(Said[][] texts, PositiveInt[] lengths, bool later)
    {
        var lines = texts.Select(text => $$"""{"message":{"role":"assistant","content":{{Json(text)}}},"done":false}""" + "\n");
        var body = Encoding.UTF8.GetBytes(string.Concat(lines) + """{"message":{"role":"assistant","content":""},"done":true}""" + "\n");
        using var handler = new StubHandler(() => Body(body, lengths, later));
        await using var client = handler.Create();

        var read = new List<string?>();
        await foreach (var chunk in client.ChatStreamAsync("q", "m"))
        {
            read.Add(chunk.Message?.Content);
        }

        Assert.Equal([.. texts.Select(Text), ""], read);
    }

    [Property(Arbitrary = [typeof(CutStreamTests)], MaxTest = 2000, EndSize = 30, Replay = Seed)]
    public async Task C10_events(Said[][] texts, PositiveInt[] lengths, bool later)
    {
        var chunks = texts.Select(text => V1.Delta($$"""{"content":{{Json(text)}}}"""));
        var body = Encoding.UTF8.GetBytes(V1.Events([.. chunks, V1.Finish, V1.Done]));
        using var handler = new StubHandler(() => Body(body, lengths, later), contentType: V1.EventStream);
        await using var client = handler.CreateV1();

        var read = new List<string?>();
        await foreach (var chunk in client.ChatStreamAsync("q", "m"))
        {
            read.Add(chunk.Choices?[0].Delta?.Content);
        }

        Assert.Equal([.. texts.Select(Text), ""], read);
    }

    public static Arbitrary<Said> Part() => Gen.Elements("a", " word", "é", "€", "😀", "\n", "\r", "\"", "\\", "\u2028", "\0", "data: ", "[DONE]", "{}")
        .SelectMany(text => Gen.Elements(true, false).Select(escaped => new Said(text, escaped))).ToArbitrary();

    // Reads that complete later take another way through the reader than those that complete at once.
    private static PieceStream Body(byte[] body, PositiveInt[] lengths, bool later) => new(Pieces.Of(body, lengths), read => later && read % 2 == 0);

    private static string Text(Said[] parts) => string.Concat(parts.Select(part => part.Text));

    private static string Json(Said[] parts) =>
        $"\"{string.Concat(parts.Select(part => JsonEncodedText.Encode(part.Text, part.Escaped ? JavaScriptEncoder.Default : JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value))}\"";

    /// <summary>A bit of what a model says, as it stands in the JSON: escaped, or in the bytes of its characters.</summary>
    public sealed record Said(string Text, bool Escaped);
}
