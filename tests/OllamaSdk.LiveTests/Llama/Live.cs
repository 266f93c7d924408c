using System.Diagnostics;
using System.Text.Json;

namespace OllamaSdk.LiveTests.Llama;

/// <summary>What many tests need.</summary>
internal static class Live
{
    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static JsonElement Json(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    /// <summary>Waits until something can be seen that the server does by itself.</summary>
    public static async Task WaitAsync(Func<bool> isSo, Func<string> otherwise)
    {
        using var limit = new CancellationTokenSource(TestKit.Guard.Limit);
        while (!isSo())
        {
            Assert.False(limit.IsCancellationRequested, $"It did not happen. {otherwise()}");
            await Task.Delay(20, Ct);
        }
    }

    public static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
