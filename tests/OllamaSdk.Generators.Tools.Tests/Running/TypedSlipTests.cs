using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Text;
using System.Text.Json;

namespace OllamaSdk.Generators.Tools.Tests.Running;

/// <summary>Typed answers of generated types: one reading is read, everything else is told with its place.</summary>
public partial class TypedSlipTests
{
    private const string Right = """{"title":"Notes","mood":"calm","lines":[{"number":1}],"pages":3}""";

    [Theory]
    [InlineData(Right)]
    [InlineData("```json\n" + Right + "\n```")]
    [InlineData("<think>Which mood?</think>Here you are: " + Right)]
    [InlineData("""{"Title":"Notes","mood":"CALM","lines":{"number":"1"},"pages":"3"}""")]
    [InlineData("""{"title":"Notes","mood":"calm","lines":[{"number":1}],"pages":3,"note":null}""")]
    public async Task One_reading_is_read(string text)
    {
        var book = await AskAsync<Book>(text);

        Assert.Equal(("Notes", Mood.Calm, 3), (book.Title, book.Mood, book.Pages));
        Assert.Equal([new Line(1)], book.Lines);
    }

    [Theory]
    [InlineData("""{"title":"Notes","mood":"calm","lines":[{"number":1},{"number":-1}],"pages":3}""", "$.lines[1]", "no line has such a number")]
    [InlineData("""Sure: {"title":"Notes","mood":"calm","lines":[{"number":1},{"number":-1}],"pages":3}""", "$.lines[1]", "no line has such a number")]
    [InlineData("""{"title":"Notes","mood":"glad","lines":[],"pages":3}""", "$.mood", "got a text, expected")]
    [InlineData("""{"title":"Notes","mood":"Calm","lines":[],"pages":0}""", "$.pages", "0")]
    [InlineData("""{"title":"Notes","mood":"calm","pages":3}""", "$.lines", "missing")]
    public async Task Other_answers_are_told_with_their_place(string text, string path, string words)
    {
        var caught = await Assert.ThrowsAsync<LlmSchemaException>(() => AskAsync<Book>(text));

        Assert.Equal((path, text), (caught.Path, caught.RawText));
        Assert.Contains(words, caught.Message, StringComparison.Ordinal);
    }

    private static async Task<T> AskAsync<T>(string text)
        where T : ILlmSchema<T>
    {
        using var client = new OllamaClient(new OllamaClientOptions { Endpoint = "http://127.0.0.1:9", DefaultModel = "m", Handler = new Model(text) });
        return await client.ChatAsync<T>("go", cancellationToken: TestContext.Current.CancellationToken);
    }

    internal enum Mood
    {
        Calm,
        Wild,
    }

    [LlmSchema]
    internal sealed partial record Book(string Title, Mood Mood, IReadOnlyList<Line> Lines, [property: Range(1, 9)] int Pages, string Note = "");

    [LlmSchema]
    internal sealed partial record Node(int Value, Node? Next = null);

    internal sealed record Line(int Number)
    {
        public int Number { get; } = Number >= 0 ? Number : throw new ArgumentOutOfRangeException(nameof(Number), "no line has such a number");
    }

    private sealed class Model(string text) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = $$$"""{"model":"m","message":{"role":"assistant","content":"{{{JsonEncodedText.Encode(text)}}}"},"done":true,"done_reason":"stop"}""";
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer, Encoding.UTF8, "application/json") });
        }
    }
}
