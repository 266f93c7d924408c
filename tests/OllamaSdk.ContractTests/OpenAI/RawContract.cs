using System.Text.Json;
using OllamaSdk.Testing;

namespace OllamaSdk.ContractTests.OpenAI;

/// <summary>Routes that these servers have and the client has no method for.</summary>
public sealed class RawContract(RecordedServer server) : OpenAIContract(server)
{
    [Theory]
    [InlineData("v1_messages")]
    [InlineData("llama_anthropic")]
    public async Task Under_the_base_path(string name)
    {
        Recording recording = Recording.Load(name);

        JsonElement answer = await V1.SendAsync(recording.Method, recording.Url["/v1".Length..], recording.RequestBody?.ToJson(), Replay(name), Ct);

        Assert.Equal(recording.Json.GetRawText(), answer.GetRawText());
    }

    [Theory]
    [InlineData("llama_props")]
    [InlineData("llama_tokenize")]
    public async Task Beside_the_base_path_by_the_client_that_has_none(string name)
    {
        Recording recording = Recording.Load(name);

        JsonElement answer = await Client.SendAsync(recording.Method, recording.Url, recording.RequestBody?.ToJson(), Replay(name), Ct);

        Assert.Equal(recording.Json.GetRawText(), answer.GetRawText());
    }

    [Theory]
    [InlineData("v1_chat_stream")]
    [InlineData("llama_completions_stream")]
    public async Task A_stream_by_the_untyped_call(string name)
    {
        Recording recording = Recording.Load(name);

        List<JsonElement> items = await V1
            .SendStreamAsync(recording.Method, recording.Url["/v1".Length..], recording.RequestBody!.ToJson(), Replay(name), Ct).ToListAsync(Ct);

        Assert.Equal(EndedEvents(name).Select(item => item.GetRawText()), items.Select(item => item.GetRawText()));
    }
}
