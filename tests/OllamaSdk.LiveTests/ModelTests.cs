using OllamaSdk.LiveTests.Models;

namespace OllamaSdk.LiveTests;

/// <summary>The models that the tests write, as far as no server is needed.</summary>
public sealed class ModelTests
{
    [Fact]
    public void A_model_is_a_small_file_of_the_format_and_the_same_every_time()
    {
        var folder = Directory.CreateTempSubdirectory("ollama-sdk-live-");

        var first = File.ReadAllBytes(TinyModels.Caller.WriteTo(folder.FullName));
        var second = File.ReadAllBytes(TinyModels.Caller.WriteTo(folder.FullName));

        Assert.Equal("GGUF"u8.ToArray(), first[..4]);
        Assert.Equal(3u, BitConverter.ToUInt32(first, 4));
        Assert.Equal(first, second);
        Assert.InRange(first.Length, 100_000, 1_000_000);
        folder.Delete(recursive: true);
    }
}
