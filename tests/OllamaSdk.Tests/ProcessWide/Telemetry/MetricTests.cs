using System.Text.RegularExpressions;
using OllamaSdk.Telemetry;
using OllamaSdk.Tests.Conventions;
using OllamaSdk.Testing;

namespace OllamaSdk.Tests.ProcessWide.Telemetry;

/// <summary>The metrics of calls, under the names that dashboards know and under the newest.</summary>
[Collection(ProcessWideCollection.Name)]
public sealed class MetricTests
{
    private static CancellationToken Ct => TestClient.Ct;

    [Theory]
    [InlineData("chat", "ollama")]
    [InlineData("v1 chat", "openai")]
    [InlineData("llm", "ollama")]
    public async Task A_stream_is_measured(string kind, string provider)
    {
        var measured = await MeasureAsync(kind, streamed: true, latest: false);

        Assert.Equal(
            ["gen_ai.client.operation.duration s", "gen_ai.client.operation.time_per_output_chunk s", "gen_ai.client.operation.time_to_first_chunk s", "gen_ai.client.token.usage {token}"],
            measured.Select(one => $"{one.Instrument} {one.Unit}").Distinct().Order(StringComparer.Ordinal));
        Assert.All(measured, one => Assert.Equal(
            (kind == "embed" ? "embeddings" : "chat", provider, "demo", "127.0.0.1"),
            (one.Tags["gen_ai.operation.name"], one.Tags["gen_ai.provider.name"], one.Tags["gen_ai.request.model"], one.Tags["server.address"])));
        Assert.Single(measured, one => one.Instrument == "gen_ai.client.operation.time_to_first_chunk");
        Assert.Equal(["input", "output"], measured.Where(one => one.Instrument == "gen_ai.client.token.usage").Select(one => (string)one.Tags["gen_ai.token.type"]!));
        Assert.StartsWith("demo", (string)measured.Single(one => one.Instrument == "gen_ai.client.operation.duration").Tags["gen_ai.response.model"]!);
    }

    [Fact]
    public async Task What_comes_whole_has_no_chunks()
    {
        var measured = await MeasureAsync("chat", streamed: false, latest: false);

        Assert.Equal(["gen_ai.client.operation.duration", "gen_ai.client.token.usage"], measured.Select(one => one.Instrument).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_newest_names_are_used_when_asked_for_and_then_alone()
    {
        var chat = await MeasureAsync("chat", streamed: true, latest: true);
        var embed = await MeasureAsync("embed", streamed: false, latest: true);

        Assert.Equal(
            [
                "gen_ai.client.inference.duration", "gen_ai.client.inference.operation.input_tokens", "gen_ai.client.inference.operation.output_tokens",
                "gen_ai.client.inference.time_per_output_chunk", "gen_ai.client.inference.time_to_first_chunk", "gen_ai.client.inference.usage.cache_read.input_tokens",
                "gen_ai.client.inference.usage.input_tokens", "gen_ai.client.inference.usage.output_tokens",
            ],
            chat.Select(one => one.Instrument).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            ["gen_ai.client.embeddings.duration", "gen_ai.client.embeddings.operation.input_tokens"], embed.Select(one => one.Instrument).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_dashboard_asks_for_what_is_measured()
    {
        var dashboard = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "dashboards", "grafana.json"), Ct);
        var measured = (await MeasureAsync("chat", streamed: true, latest: false)).ToList();

        // Prometheus writes points as low lines, and adds the unit and the part of a histogram.
        var names = measured.Select(one => one.Instrument.Replace('.', '_') + (one.Unit == "s" ? "_seconds" : "")).ToHashSet();
        var tags = measured.SelectMany(one => one.Tags.Keys).Append("error.type").Select(tag => tag.Replace('.', '_')).ToHashSet();
        var asked = Regex.Matches(dashboard, @"\bgen_ai_client_[a-z_]+?(?=_(?:count|sum|bucket)\b)").Select(match => match.Value).ToHashSet();
        var grouped = Regex.Matches(dashboard, @"by \(([^)]*)\)").SelectMany(match => match.Groups[1].Value.Split(", ")).Where(tag => tag != "le").ToHashSet();
        Assert.Equal(names.Order(), asked.Order());
        Assert.Subset(tags, grouped);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("http", false)]
    [InlineData("gen_ai_latest_experimental", true)]
    [InlineData("http, GEN_AI_latest_experimental", true)]
    public void The_opt_in_is_a_list(string? variable, bool expected) => Assert.Equal(expected, Switches.Names(variable, "gen_ai_latest_experimental"));

    [Theory]
    [InlineData(null, false)]
    [InlineData("1", false)]
    [InlineData("TRUE ", true)]
    public void Content_is_switched_on_by_true_alone(string? variable, bool expected) => Assert.Equal(expected, Switches.IsTrue(variable));

    private static async Task<IReadOnlyList<Watcher.Measurement>> MeasureAsync(string kind, bool streamed, bool latest)
    {
        using var emulator = new OllamaEmulator();
        emulator.When("sky").Answer("It scatters, and that is all there is to say of it.");
        await using var server = await emulator.ListenAsync(cancellationToken: Ct);
        using var watcher = new Watcher(spans: false);
        LlmTelemetry.UseLatestConventions = latest;
        try
        {
            await Calls.RunAsync(kind, streamed, new Uri(server.Endpoint), Ct);
        }
        finally
        {
            LlmTelemetry.UseLatestConventions = false;
        }

        return watcher.Measured;
    }
}
