using System.Text;
using OllamaSdk.OpenAI;
using OllamaSdk.Testing;

namespace OllamaSdk.ContractTests.OpenAI;

/// <summary>Compaction and speech of Ollama 0.40: these stubs were written from its source and documentation, not recorded.</summary>
public sealed class WrittenOpenAIContract(RecordedServer server) : OpenAIContract(server)
{
    [Theory]
    [InlineData("written_v1_compact")]
    public async Task What_is_left_of_a_conversation_is_read_in_full(string name)
    {
        OpenAIResponse left = await V1.CompactAsync(new CompactRequest { Model = "tiny", Input = "a long talk" }, Replay(name), Ct);

        ResponseItem item = Assert.Single(left.Output);
        Assert.Equal(ResponseItemType.Compaction, item.Type);
        Assert.Equal(Recording.Load(name).Json.GetProperty("output")[0].Text("encrypted_content"), item.EncryptedContent);
        Assert.Null(left.AdditionalProperties ?? item.AdditionalProperties);
    }

    [Theory]
    [InlineData("written_v1_speech")]
    public async Task Speech_comes_as_the_bytes_that_were_sent(string name)
    {
        await using Stream sound = await V1.SpeakAsync(new SpeechRequest { Model = "phonon", Input = "hello", Voice = "Freya" }, Replay(name), Ct);
        using MemoryStream bytes = new();
        await sound.CopyToAsync(bytes, Ct);

        Assert.Equal(Encoding.ASCII.GetBytes(Recording.Load(name).Body), bytes.ToArray());
    }
}
