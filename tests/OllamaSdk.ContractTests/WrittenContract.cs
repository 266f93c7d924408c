using System.Text.Json;
using OllamaSdk.Testing;

namespace OllamaSdk.ContractTests;

/// <summary>What servers have sent since 0.34, by documentation and source: these stubs were written, not recorded. Nothing of them may be left over.</summary>
public sealed class WrittenContract(RecordedServer server) : ContractTest(server)
{
    [Theory]
    [InlineData("written_usage")]
    [InlineData("written_usage_legacy")]
    public async Task Usage_is_read_in_full(string name)
    {
        CloudUsage usage = await Client.GetUsageAsync(options: Replay(name), cancellationToken: Ct);

        JsonElement written = Recording.Load(name).Json;
        Assert.Equal((written.Text("range"), written.Text("scope"), written.Text("granularity")), (usage.Range, usage.Scope, usage.Granularity));
        Expect.Time(written.At("from"), usage.From);
        Expect.Time(written.At("until"), usage.Until);
        Assert.Equal(
            (written.Number("totals", "request_count"), Money(written, "totals", "usage_usd"), written.Number("totals", "input_tokens")),
            (usage.Totals.RequestCount, usage.Totals.UsageUsd, usage.Totals.InputTokens));
        Assert.Equal(
            (written.Number("totals", "cached_input_tokens"), written.Number("totals", "output_tokens")),
            (usage.Totals.CachedInputTokens, usage.Totals.OutputTokens));
        Expect.All(written.At("buckets"), usage.Buckets, (recorded, bucket) =>
        {
            Expect.Time(recorded.At("from"), bucket.From);
            Expect.Time(recorded.At("until"), bucket.Until);
            Assert.Equal(
                (recorded.Flag("partial"), recorded.Number("request_count"), Money(recorded, "usage_usd")), (bucket.Partial, bucket.RequestCount, bucket.UsageUsd));
            Assert.Null(bucket.AdditionalProperties);
        });
        Assert.Null(usage.AdditionalProperties ?? usage.Totals.AdditionalProperties);
    }

    [Theory]
    [InlineData("written_balance")]
    [InlineData("written_balance_legacy")]
    public async Task The_balance_of_either_plan_is_read_in_full(string name)
    {
        CloudBalance balance = await Client.GetBalanceAsync(Replay(name), Ct);

        JsonElement written = Recording.Load(name).Json;
        CloudIncludedBalance included = balance.Included;
        Assert.Equal(
            (Money(written, "included", "balance_usd"), Money(written, "included", "allowance_usd"), Money(written, "purchased", "balance_usd")),
            (included.BalanceUsd, included.AllowanceUsd, balance.Purchased.BalanceUsd));
        Expect.Time(written.At("included", "period", "from"), included.Period?.From);
        Expect.Time(written.At("included", "period", "until"), included.Period?.Until);
        Assert.Equal(
            (Money(written, "included", "session", "remaining_percent"), Money(written, "included", "weekly", "remaining_percent")),
            (included.Session?.RemainingPercent, included.Weekly?.RemainingPercent));
        Expect.Time(written.At("included", "session", "resets_at"), included.Session?.ResetsAt);
        Expect.Time(written.At("included", "weekly", "resets_at"), included.Weekly?.ResetsAt);
        Assert.Null(balance.AdditionalProperties ?? included.AdditionalProperties ?? balance.Purchased.AdditionalProperties);
    }

    [Theory]
    [InlineData("written_show_thinking", "thinker")]
    [InlineData("written_show_manifests", "twin")]
    public async Task A_model_tells_its_levels_its_forms_and_its_template(string name, string model)
    {
        ShowModelResponse shown = await Client.ShowModelAsync(model, Replay(name), Ct);

        JsonElement written = Recording.Load(name).Json;
        Assert.Equal(written.Text("details", "runner"), shown.Details.Runner);
        Expect.All(written.At("thinking", "values"), shown.Thinking?.ValuesOnWire, (value, level) => Assert.Equal(value.ToString(), level.ToString(), ignoreCase: true));
        Assert.Equal(written.At("thinking", "default")?.ToString(), shown.Thinking?.Default?.ToString());
        Assert.Equal(
            (written.Text("renderer"), written.Text("parser"), written.Text("template_source")), (shown.RendererOnWire, shown.ParserOnWire, shown.TemplateSource?.Value));
        Expect.All(written.At("manifests"), shown.ManifestsOnWire, (recorded, form) =>
        {
            Assert.Equal(
                (recorded.Text("digest"), recorded.Text("runner"), recorded.Text("format"), recorded.Flag("selected")), (form.Digest, form.Runner, form.Format, form.Selected));
            Assert.Null(form.AdditionalProperties);
        });
        Assert.Null(shown.AdditionalProperties ?? shown.Details.AdditionalProperties ?? shown.Thinking?.AdditionalProperties);
    }

    [Theory]
    [InlineData("written_show_all_manifests")]
    public async Task All_forms_are_described(string name)
    {
        IReadOnlyList<ShowModelResponse> forms = await Client.ShowModelFormsAsync("twin", Replay(name), Ct);

        JsonElement written = Recording.Load(name).Json;
        Expect.All(written.At("manifests"), forms, (recorded, form) =>
        {
            Assert.Equal(recorded.Text("runner"), form.Runner);
            Assert.Equal((recorded.Text("details", "format"), recorded.Text("details", "runner")), (form.Details.Format, form.Details.Runner));
            Expect.All(recorded.At("capabilities"), form.Capabilities, (text, ability) => Assert.Equal(text.GetString(), ability.Value));
            Assert.Equal(recorded.At("thinking") is null, form.Thinking is null);
            Assert.Equal(written.Text("license"), form.License);
            Assert.Null(form.AdditionalProperties ?? form.Details.AdditionalProperties);
        });
    }

    [Theory]
    [InlineData("written_tags_runners")]
    public async Task Rows_of_one_name_are_told_apart(string name)
    {
        ModelList list = await Client.ListModelsAsync(Replay(name), Ct);

        Expect.All(Recording.Load(name).Json.At("models"), list.ModelsOnWire, (recorded, model) =>
        {
            Assert.Equal((recorded.Text("name"), recorded.Text("digest"), recorded.Text("details", "runner")), (model.Name, model.Digest, model.Details.Runner));
            Assert.Null(model.AdditionalProperties ?? model.Details.AdditionalProperties);
        });
        Assert.Single(list.Models.ToLookup(model => model.Name));
    }

    [Theory]
    [InlineData("written_ps_runners")]
    public async Task What_runs_says_by_what(string name)
    {
        RunningModel running = Assert.Single((await Client.ListRunningModelsAsync(Replay(name), Ct)).Models);

        Assert.Equal(Recording.Load(name).Json.GetProperty("models")[0].Text("runner"), running.Runner);
        Assert.Null(running.AdditionalProperties);
    }

    private static double? Money(JsonElement json, params string[] path) => json.At(path)?.GetDouble();
}
