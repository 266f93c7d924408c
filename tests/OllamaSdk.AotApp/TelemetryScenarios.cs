using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;
using OllamaSdk.Testing;

namespace OllamaSdk.AotApp;

/// <summary>Spans and metrics, of the SDK's own loop and of Microsoft.Extensions.AI's: tags are objects, and content is JSON.</summary>
internal static class TelemetryScenarios
{
    public static async Task OwnLoopAsync()
    {
        using var emulator = Emulator();
        using var client = new OllamaClient(new OllamaClientOptions { Handler = emulator, DefaultModel = "demo" });
        using var watcher = new Watcher();
        LlmTelemetry.CaptureContent = true;
        try
        {
            await client.RunWithToolsAsync("How warm is it?", TravelTools.LlmTools);
        }
        finally
        {
            LlmTelemetry.CaptureContent = false;
        }

        Checks.Same("chat demo, execute_tool Temperature, chat demo, invoke_agent", watcher.Told, "the spans");
        Checks.Same(true, watcher.Spans[0].GetTagItem("gen_ai.input.messages") is string asked && asked.Contains("How warm is it?", StringComparison.Ordinal), "whether the question is told");
        Checks.Same(true, watcher.Spans[0].GetTagItem("gen_ai.tool.definitions") is string tools && tools.Contains("Temperature", StringComparison.Ordinal), "whether the tools are told");
        Checks.Same(2, watcher.Measured["gen_ai.client.operation.duration"], "how many durations were measured");
        Checks.Same(4, watcher.Measured["gen_ai.client.token.usage"], "how many counts of tokens were measured");
    }

    public static async Task ChatClientAsync()
    {
        using var emulator = Emulator();
        using var client = new OllamaClient(new OllamaClientOptions { Handler = emulator, DefaultModel = "demo" });
        var options = new ChatOptions { Tools = [.. TravelTools.LlmTools.AsAITools()] };
        using (var watcher = new Watcher())
        {
            using var chat = client.AsIChatClient().AsBuilder().UseFunctionInvocation().Build();
            await chat.GetStreamingResponseAsync("How warm is it?", options).ToChatResponseAsync();
            Checks.Same("chat demo, execute_tool Temperature, chat demo, orchestrate_tools", watcher.Told, "the spans of the chat client");
        }

        using (var watcher = new Watcher())
        {
            using var chat = client.AsIChatClient().AsBuilder().UseFunctionInvocation().UseOpenTelemetry(sourceName: "mine").Build();
            await chat.GetStreamingResponseAsync("How warm is it?", options).ToChatResponseAsync();
            Checks.Same("", watcher.Told, "the SDK's spans under Microsoft's");
        }
    }

    private static OllamaEmulator Emulator()
    {
        var emulator = new OllamaEmulator();
        emulator.When("warm").CallTool("Temperature", """{"city":"Oslo"}""");
        emulator.When("21 Celsius").Answer("Mild enough.");
        return emulator;
    }

    private sealed class Watcher : IDisposable
    {
        private readonly ConcurrentQueue<Activity> _spans = new();
        private readonly ConcurrentDictionary<string, int> _measured = new(StringComparer.Ordinal);
        private readonly ActivityListener _listener;
        private readonly MeterListener _meter = new();

        public Watcher()
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name is LlmTelemetry.SourceName or "mine",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = _spans.Enqueue,
            };
            ActivitySource.AddActivityListener(_listener);
            _meter.InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == LlmTelemetry.MeterName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _meter.SetMeasurementEventCallback<double>((instrument, _, _, _) => _measured.AddOrUpdate(instrument.Name, 1, (_, count) => count + 1));
            _meter.SetMeasurementEventCallback<long>((instrument, _, _, _) => _measured.AddOrUpdate(instrument.Name, 1, (_, count) => count + 1));
            _meter.Start();
        }

        public IReadOnlyList<Activity> Spans => [.. _spans.Where(span => span.Source.Name == LlmTelemetry.SourceName)];

        public IReadOnlyDictionary<string, int> Measured => _measured;

        public string Told => string.Join(", ", Spans.Select(span => span.DisplayName));

        public void Dispose()
        {
            _listener.Dispose();
            _meter.Dispose();
        }
    }
}
