using System.Diagnostics;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.Launching;

namespace OllamaSdk.Tests.Faults;

/// <summary>J15: what no loop can catch ends the program as it would without one; the model gets nothing more.</summary>
public sealed class ToolProcessRows
{
    // What a shell calls an end by SIGABRT.
    private const int Aborted = 134;

    public static TheoryData<Client> Clients => FaultData.Clients;

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task J15_a_tool_ends_the_process(Client client)
    {
        var (code, output, errors, requests) = await RunAsync(client, "exit");

        Assert.Equal((7, "", "", 1), (code, output, errors, requests));
    }

    [Theory]
    [InlineData(Client.Native)]
    public async Task J15_a_tool_overflows_the_stack(Client client)
    {
        var (code, output, errors, requests) = await RunAsync(client, "overflow");

        Assert.Equal((Aborted, "", 1), (code, output, requests));
        Assert.StartsWith("Stack overflow", errors, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task J15_a_tool_takes_all_memory(Client client)
    {
        var (code, output, errors, requests) = await RunAsync(client, "memory");

        Assert.Equal((Aborted, "", 1), (code, output, requests));
        Assert.Contains("OutOfMemory", errors.Replace("Out of memory", "OutOfMemory", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Errors, int Requests)> RunAsync(Client client, string what)
    {
        await using var server = new ScriptedServer(connection => connection.RespondTurnAsync(client, Split.Whole, [new("end")]));
        ProcessStartInfo start = new(StandIn.Program, ["tool", $"{client}", server.Url.ToString(), what]) { RedirectStandardOutput = true, RedirectStandardError = true };
        // Nothing to write to the disk when it ends, and little memory to fill.
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x4000000";
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(TestClient.Ct), process.StandardError.ReadToEndAsync(TestClient.Ct));
        await Guard.Within(process.WaitForExitAsync(TestClient.Ct));
        return (process.ExitCode, await output, await errors, server.Requests.Count);
    }
}
