using OllamaSdk.Testing;

// One server for the whole run.
[assembly: AssemblyFixture(typeof(RecordedServer))]

namespace OllamaSdk.ContractTests.WireMock;

internal static class Journal
{
    /// <summary>
    /// The journal's latest request that named <paramref name="stub"/>, whether or not the stub matched it. Tests run at the same time: give
    /// the <paramref name="requestId"/> where others may use the same stub.
    /// </summary>
    public static LoggedRequest LastRequest(this RecordedServer server, string stub, string? requestId = null)
    {
        LoggedRequest? last = server.LogEntries
            .Select(entry => new LoggedRequest(entry.RequestMessage!))
            .LastOrDefault(request => request.Header("X-Stub") == stub && (requestId is null || request.Header("X-Request-Id") == requestId));
        Assert.True(last is not null, $"No request named the stub '{stub}'.");
        return last;
    }
}
