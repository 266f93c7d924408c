using System.Text.Json;
using OllamaSdk.Testing;

namespace OllamaSdk.ContractTests;

public sealed class GenerateContract(RecordedServer server) : ContractTest(server)
{
    [Theory]
    [InlineData("generate")]
    [InlineData("generate_logprobs")]
    [InlineData("generate_raw")]
    [InlineData("generate_json")]
    [InlineData("generate_schema")]
    [InlineData("generate_think")]
    [InlineData("generate_unknown_option")]
    [InlineData("generate_load")]
    [InlineData("unload_generate")]
    [InlineData("keep_alive_forever")]
    public async Task A_whole_answer_is_read_in_full(string name)
    {
        GenerateResponse answer = await Client.GenerateAsync(GenerateRequests.For(name), Replay(name), Ct);

        Expect.Generate(Recording.Load(name).Json, answer);
    }

    [Theory]
    [InlineData("generate_stream")]
    [InlineData("generate_suffix_context_stream")]
    [InlineData("generate_load")]
    public async Task A_stream_is_read_line_by_line(string name)
    {
        List<GenerateResponse> items = await Client.GenerateStreamAsync(GenerateRequests.For(name), Replay(name), Ct).ToListAsync(Ct);

        IReadOnlyList<JsonElement> lines = Recording.Load(name).Lines;
        Assert.Equal(lines.Count, items.Count);
        foreach ((JsonElement line, GenerateResponse item) in lines.Zip(items))
        {
            Expect.Generate(line, item);
        }
    }
}
