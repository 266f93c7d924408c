using OllamaSdk.ContractTests;

namespace OllamaSdk.Testing.Tests.Replay;

/// <summary>What only a server with an address can say.</summary>
public sealed class PortReplayTests
{
    [Theory]
    [InlineData("err_host_header_403")]
    public async Task A_foreign_host_is_refused_without_a_word(string name)
    {
        var token = TestContext.Current.CancellationToken;
        var recording = Recording.Load(name);
        using var emulator = new OllamaEmulator();
        await using var listener = await emulator.ListenAsync(cancellationToken: token);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(recording.Method, listener.Endpoint + recording.Url) { Headers = { Host = recording.Host } };

        using var response = await http.SendAsync(request, token);

        Assert.Equal(recording.Status, (int)response.StatusCode);
        Assert.Equal(recording.Body, await response.Content.ReadAsStringAsync(token));
    }
}
