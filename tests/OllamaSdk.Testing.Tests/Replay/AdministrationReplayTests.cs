using System.Text.Json;
using System.Text.RegularExpressions;
using OllamaSdk.ContractTests;

namespace OllamaSdk.Testing.Tests.Replay;

/// <summary>Recordings that only make sense one after the other, and those whose digests are of files that the emulator does not have.</summary>
public sealed partial class AdministrationReplayTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("copy", "delete", "delete_404")]
    [InlineData("push_copy", "push_cleanup")]
    [InlineData("pull_nostream", "pull_delete", "pull_nostream", "pull_delete2")]
    [InlineData("blob_head", "01_blobs", "blob_head")]
    public async Task Says_the_same_in_this_order(params string[] names)
    {
        using var client = Replayer.CreateClient();
        foreach (var name in names)
        {
            await client.AssertSameAsync(name, Cancellation);
        }
    }

    [Theory]
    [InlineData("blob_head_404")]
    public async Task The_head_of_a_missing_blob_tells_the_length_of_words_that_are_not_there(string name)
    {
        using var client = Replayer.CreateClient();

        await client.AssertSameAsync(name, Cancellation);
        using var response = await client.SendAsync(name, Cancellation);

        // The stub cannot hold this header, as its body is empty.
        Assert.Equal(102, response.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("pull_stream")]
    [InlineData("push_stream", "push_copy")]
    [InlineData("create_quantize")]
    public async Task The_steps_are_the_recorded_ones(string name, params string[] before)
    {
        var recording = Recording.Load(name);
        using var client = Replayer.CreateClient();
        foreach (var earlier in before)
        {
            (await client.SendAsync(earlier, Cancellation)).Dispose();
        }

        var lines = await LinesAsync(client, name);

        Assert.Equal(Kinds(recording.Lines), Kinds(lines));
        Assert.Subset(Shapes(lines), Shapes(recording.Lines));
    }

    [Theory]
    [InlineData("02_create")]
    public async Task A_second_creation_names_the_recorded_layers(string name)
    {
        var recorded = Recording.Load(name).Lines.Select(Status).ToList();
        using var client = Replayer.CreateClient();
        await LinesAsync(client, name);

        var lines = (await LinesAsync(client, name)).Select(Status).ToList();

        // The weights are the one layer whose digest depends on a file: the server rewrites it, the emulator takes it as it is.
        recorded[2] = "using existing layer sha256:49a8e1555bc1e02e63c8abf06d27b6985e5d378457bd428e42a9795dbda2b43b";
        Assert.Equal(recorded, lines);
    }

    [Theory]
    [InlineData("show_go", "tags", "quantize_cleanup", "create_quantize", "zz_tags_end")]
    public async Task Created_models_are_shown_with_the_recorded_fields(string show, string tags, string cleanup, string quantize, string tagsAtTheEnd)
    {
        using var client = Replayer.CreateClient();
        using var content = new StringContent("""{"model":"tiny-go","from":"tiny","template":"{{ .System }}","system":"You are tiny.","parameters":{"stop":["<|im_start|>"]}}""");
        using var created = await client.PostAsync("/api/create", content, Cancellation);
        Assert.EndsWith("{\"status\":\"success\"}\n", await created.Content.ReadAsStringAsync(Cancellation));

        Assert.Equal(JsonShape.Of(Recording.Load(show).Json), JsonShape.Of(await JsonAsync(client, show)));
        Assert.Equal(JsonShape.Of(Recording.Load(tags).Json), JsonShape.Of(await JsonAsync(client, tags)));
        await LinesAsync(client, quantize);
        var atTheEnd = await JsonAsync(client, tagsAtTheEnd);
        Assert.Equal(JsonShape.Of(Recording.Load(tagsAtTheEnd).Json), JsonShape.Of(atTheEnd));
        Assert.Equal("Q8_0", Assert.Single(atTheEnd.GetProperty("models").EnumerateArray(), model => model.Text("name") == "tiny-q8:latest").Text("details", "quantization_level"));
        await client.AssertSameAsync(cleanup, Cancellation);
        Assert.DoesNotContain("tiny-q8", (await JsonAsync(client, tagsAtTheEnd)).GetRawText());
    }

    // Digests are of other files here, and how often a download tells its progress depends on the time it takes.
    private static IEnumerable<string> Kinds(IEnumerable<JsonElement> lines) => lines.Aggregate(
        new List<string>(),
        (kinds, line) =>
        {
            var kind = Digits().Replace(Status(line), "…");
            return kinds.Count > 0 && kinds[^1] == kind ? kinds : [.. kinds, kind];
        });

    private static HashSet<string> Shapes(IEnumerable<JsonElement> lines) => [.. lines.Select(JsonShape.Of)];

    private static string Status(JsonElement line) => line.Text("status")!;

    private static async Task<JsonElement> JsonAsync(HttpClient client, string name)
    {
        using var response = await client.SendAsync(name, Cancellation);
        return (await response.Content.ReadAsStringAsync(Cancellation)).ToJson();
    }

    private static async Task<IReadOnlyList<JsonElement>> LinesAsync(HttpClient client, string name)
    {
        using var response = await client.SendAsync(name, Cancellation);
        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType?.ToString());
        var body = await response.Content.ReadAsStringAsync(Cancellation);
        return [.. body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.ToJson())];
    }

    [GeneratedRegex("[0-9a-f]{12,64}")]
    private static partial Regex Digits();
}
