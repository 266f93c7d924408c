using System.Text.Json;
using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.Llm;
using static OllamaSdk.Tests.TestClient;

namespace OllamaSdk.Tests.Api.Decisions;

/// <summary>What no server takes is refused before it is sent, by every client and in every form, with the question and the rule.</summary>
public sealed class DecisionCheckTests
{
    private const string Good = """{"type":"noul","instructions":"q"}""";

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "\"s\"", "{}", "1 to 64 questions" },
        { "\"s\"", $"{{{string.Join(',', Enumerable.Range(0, 65).Select(i => $"\"q{i}\":{Good}"))}}}", "there are 65 questions" },
        { "\"s\"", $$"""{" ":{{Good}}}""", "blank" },
        { "\"s\"", """{"x":null}""", "\"x\" is null" },
        { "null", $$"""{"x":{{Good}}}""", "State must not be empty" },
        { "\" \\n\"", $$"""{"x":{{Good}}}""", "State must not be empty" },
        { "7", $$"""{"x":{{Good}}}""", "State must be a text, an object or a list" },
        { "true", $$"""{"x":{{Good}}}""", "State must be a text, an object or a list" },
        { "\"s\"", """{"x":{"instructions":"q"}}""", "\"x\" must have the type choice, noul or score." },
        { "\"s\"", """{"x":{"type":"","instructions":"q"}}""", "\"x\" must have the type choice, noul or score" },
        { "\"s\"", """{"x":{"type":"noul","instructions":" "}}""", "\"x\" has instructions" },
        { "\"s\"", """{"x":{"type":"noul","instructions":3}}""", "\"x\" has instructions" },
        { "\"s\"", """{"x":{"type":"noul","instructions":[]}}""", "\"x\" has instructions" },
        { "\"s\"", """{"x":{"type":"noul","instructions":{}}}""", "\"x\" has instructions" },
        { "\"s\"", """{"x":{"type":"choice","instructions":"q"}}""", "2 to 255 options" },
        { "\"s\"", """{"x":{"type":"choice","instructions":"q","criteria":["a","b"]}}""", "2 to 255 options" },
        { "\"s\"", """{"x":{"type":"choice","instructions":"q","criteria":{"a":null}}}""", "and has 1" },
        { "\"s\"", Options(256), "and has 256" },
        { "\"s\"", """{"x":{"type":"choice","instructions":"q","criteria":{"a":null," ":null}}}""", "whose name is blank" },
        { "\"s\"", """{"x":{"type":"choice","instructions":"q","criteria":{"a":null,"b":1}}}""", "\"b\" by something that is no text" },
        { "\"s\"", """{"x":{"type":"choice","instructions":"q","criteria":{"a":null,"b":null,"a":"again"}}}""", "\"a\" twice" },
        { "\"s\"", """{"x":{"type":"noul","instructions":"q","criteria":{"yes":"a"}}}""", "\"yes\"" },
        { "\"s\"", """{"x":{"type":"noul","instructions":"q","criteria":{"true":null}}}""", "what true means" },
        { "\"s\"", """{"x":{"type":"noul","instructions":"q","criteria":["a"]}}""", "an object with true and false" },
        { "\"s\"", """{"x":{"type":"score","instructions":"q"}}""", "2 to 26 levels" },
        { "\"s\"", """{"x":{"type":"score","instructions":"q","criteria":["a"]}}""", "and has 1" },
        { "\"s\"", """{"x":{"type":"score","instructions":"q","criteria":[""" + string.Join(',', Enumerable.Repeat("\"a\"", 27)) + "]}}", "and has 27" },
        { "\"s\"", """{"x":{"type":"score","instructions":"q","criteria":["a",null]}}""", "level 1" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Nothing_is_sent_that_is_known_to_be_refused(string state, string questions, string rule)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("{}"));
        using var native = server.Create();
        using OpenAICompatibleClient v1 = server.CreateV1();
        using var both = LlmServers.ClientOf(server.Native());
        var request = Request(state, questions);

        foreach (var ask in (Func<Task>[])[() => native.DecideAsync(request, Ct), () => v1.DecideAsync(request, Ct), () => both.DecideAsync(request, Ct)])
        {
            var error = await Assert.ThrowsAnyAsync<ArgumentException>(ask);
            Assert.Contains(rule, error.Message, StringComparison.Ordinal);
        }

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task What_is_just_within_the_limits_is_sent()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(AnswersTo(connection.Request.Json())));
        using var client = server.Create();
        var options = Enumerable.Range(0, 255).Select(i => $"o{i}").ToArray();
        var levels = Enumerable.Repeat("", 26).ToArray();
        var most = Enumerable.Range(0, 61).Select(i => ($"q{i}", SystemOneQuestion.YesNo("q")));

        await client.DecideAsync(SystemOneRequest.About("s", [.. most, ("c", SystemOneQuestion.Choice("q", options)), ("s", SystemOneQuestion.Score("q", levels)), ("n", new() { Type = SystemOneType.Probability })]), Ct);
        await client.DecideAsync(SystemOneRequest.About(V1.Json("{}"), ("q", SystemOneQuestion.YesNo("q", no: ""))), Ct);
        await client.DecideAsync(new SystemOneRequest { Questions = Questions("""{"x":{"type":"noul"}}"""), Images = [LlmImage.FromBytes(new byte[] { 1 })] }, Ct);

        Assert.Equal(3, server.Requests.Count);
        Assert.False(server.Requests[2].Json().TryGetProperty("state", out _));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public async Task A_body_of_64_KiB_is_the_most_without_pictures(int more, bool isRefused)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("""{"answers":{"answer":{"type":"noul","noul":0.5}}}"""));
        using var client = server.Create();
        using OpenAICompatibleClient v1 = server.CreateV1();
        var rest = JsonSerializer.SerializeToUtf8Bytes(Filling("") with { Model = "m" }, LlmJson.Options.GetTypeInfo(typeof(SystemOneRequest))).Length;
        // Letters of two bytes, and one escaped: bytes are counted, not characters.
        var state = $"é\n{new string('a', (64 * 1024) - rest - 4 + more)}";

        var error = await Record.ExceptionAsync(() => client.DecideAsync(Filling(state), Ct));
        await v1.DecideAsync(Filling(state), Ct);

        Assert.Equal(isRefused, error is ArgumentException);
        Assert.Contains(isRefused ? "64 KiB without images" : "", error?.Message ?? "", StringComparison.Ordinal);
        Assert.Equal((64 * 1024) + more, server.Requests[^1].Body.Length);
        Assert.Equal(isRefused ? 1 : 2, server.Requests.Count);

        static SystemOneRequest Filling(string text) => SystemOneRequest.About(text, ("answer", SystemOneQuestion.YesNo("q")));
    }

    [Theory]
    [InlineData(20, false)]
    [InlineData(25, true)]
    public async Task With_pictures_it_is_32_MiB(int megabytes, bool isRefused)
    {
        var sent = 0L;
        using var client = new StubHandler(async (message, token) =>
        {
            sent = (await message.Content!.ReadAsByteArrayAsync(token)).Length;
            return StubHandler.Answer(new MemoryStream("""{"answers":{"q":{"type":"noul","noul":0.5}}}"""u8.ToArray()), System.Net.HttpStatusCode.OK, "application/json");
        }).Create();
        var request = SystemOneRequest.About(new string('a', 100_000), ("q", SystemOneQuestion.YesNo("q"))) with
        {
            Images = [LlmImage.FromBytes(new byte[megabytes * 1024 * 1024]), LlmImage.FromBytes(new byte[4])],
        };

        var error = await Record.ExceptionAsync(() => client.DecideAsync(request, Ct));

        Assert.Equal(isRefused, error is ArgumentException);
        Assert.Equal(isRefused, sent == 0);
        Assert.Contains(isRefused ? "32 MiB with images" : "", error?.Message ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 1)]
    [InlineData(3, 100)]
    public void The_length_of_pictures_is_that_of_their_base64(int count, int bytes)
    {
        var request = SystemOneRequest.About("s", ("q", SystemOneQuestion.YesNo("q"))) with { Model = "m", Images = [.. Enumerable.Repeat(LlmImage.FromBytes(new byte[bytes]), count)] };

        Assert.Equal(JsonSerializer.SerializeToUtf8Bytes(request, LlmJson.Options.GetTypeInfo(typeof(SystemOneRequest))).Length, DecisionBody.LengthOf(request));
    }

    [Fact]
    public async Task An_unknown_kind_of_question_goes_to_other_servers_and_not_to_Ollama()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("""{"answers":{"where":{"type":"box","box":[1,2]}}}"""));
        using var native = server.Create();
        using OpenAICompatibleClient v1 = server.CreateV1();
        var request = Request("\"s\"", """{"where":{"type":"box","instructions":"Where?"}}""");

        var answer = await v1.DecideAsync(request, Ct);
        var error = await Assert.ThrowsAsync<ArgumentException>(() => native.DecideAsync(request, Ct));

        Assert.Equal("[1,2]", answer.Answers["where"].AdditionalProperties!["box"].GetRawText());
        Assert.Contains("\"where\" must have the type choice, noul or score, not 'box'", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    private static string Options(int count) =>
        """{"x":{"type":"choice","instructions":"q","criteria":{""" + string.Join(',', Enumerable.Range(0, count).Select(i => $"\"o{i}\":null")) + "}}}";

    private static SystemOneRequest Request(string state, string questions) => new() { Model = "m", State = V1.Json(state), Questions = Questions(questions) };

    private static Dictionary<string, SystemOneQuestion> Questions(string json) =>
        (Dictionary<string, SystemOneQuestion>)((SystemOneRequest)JsonSerializer.Deserialize($$"""{"questions":{{json}}}""", LlmJson.Options.GetTypeInfo(typeof(SystemOneRequest)))!).Questions!;

    private static string AnswersTo(JsonElement request) =>
        $$$"""{"answers":{{{{string.Join(',', request.GetProperty("questions").EnumerateObject().Select(question => $$"""{{V1.Quote(question.Name)}}:{"type":"noul","noul":0.5}"""))}}}}}""";
}
