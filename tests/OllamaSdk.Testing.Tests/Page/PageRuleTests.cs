using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OllamaSdk.Testing.Tests.Page;

/// <summary>Rules that are made by hand.</summary>
public sealed partial class PageRuleTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_is_for_the_prompts_and_the_model_that_it_names()
    {
        await using var page = await PageClient.StartAsync();
        await page.AddRuleAsync("""{"match":"message","text":"capital","model":"demo","do":"answer","content":"Paris","thinking":"Hm."}""");
        await page.AddRuleAsync("""{"match":"message","text":"capital","model":"other","do":"answer","content":"London"}""");

        var answer = await page.Client.ChatAsync("The capital?", cancellationToken: Cancellation);
        var other = await page.Client.ChatAsync("Anything else?", cancellationToken: Cancellation);
        var rules = (await page.WaitForListAsync(_ => true)).GetProperty("rules").EnumerateArray().ToList();

        Assert.Equal(("Paris", "Hm."), (answer.Message.Content, answer.Message.Thinking));
        Assert.Contains("emulator", other.Message.Content);
        Assert.Equal([("last message contains \"capital\", model other", 0), ("last message contains \"capital\", model demo", 1)], rules.Select(rule => (rule.GetProperty("when").GetString(), rule.GetProperty("used").GetInt32())));
    }

    [Fact]
    public async Task A_fault_comes_as_often_as_was_asked_and_then_no_more()
    {
        await using var page = await PageClient.StartAsync();
        await page.AddRuleAsync("""{"match":"path","path":"/api/chat","do":"fault","fault":"Status","status":429,"message":"slow down","retry_after":3,"times":2}""");

        for (var i = 0; i < 2; i++)
        {
            var failure = await Assert.ThrowsAnyAsync<LlmApiException>(() => page.Client.ChatAsync("hello", cancellationToken: Cancellation));
            Assert.Equal((429, TimeSpan.FromSeconds(3)), ((int)failure.StatusCode!, failure.RetryAfter));
            Assert.Contains("slow down", failure.Message);
        }

        Assert.Contains("emulator", (await page.Client.ChatAsync("hello", cancellationToken: Cancellation)).Message.Content);
    }

    [Fact]
    public async Task A_stream_breaks_after_the_lines_that_were_asked_for()
    {
        await using var page = await PageClient.StartAsync();
        await page.AddRuleAsync("""{"match":"message","text":"","do":"fault","fault":"Cut","lines":3}""");

        var failure = await Assert.ThrowsAsync<LlmStreamException>(() => page.Client.ChatStreamAsync("hello", cancellationToken: Cancellation).ToListAsync(Cancellation).AsTask());

        Assert.Equal(3, failure.ItemsReceived);
        Assert.Equal("Cut", (await page.LastAsync()).GetProperty("rule").GetString());
    }

    [Fact]
    public async Task A_tool_is_called()
    {
        await using var page = await PageClient.StartAsync();
        await page.AddRuleAsync("""{"match":"message","text":"hat","do":"tool","tool":"GetWeather","arguments":"{\"city\":\"Lyon\"}"}""");

        var answer = await page.Client.ChatAsync("A hat?", cancellationToken: Cancellation);

        Assert.Equal("GetWeather", answer.Message.ToolCalls[0].Function.Name);
    }

    [Fact]
    public async Task Rules_are_removed_one_by_one_and_all_at_once()
    {
        await using var page = await PageClient.StartAsync();
        page.Emulator.When("").Answer("from code");
        foreach (var word in (string[])["one", "two", "three"])
        {
            await page.AddRuleAsync($$"""{"match":"message","text":"","do":"answer","content":"{{word}}"}""");
        }

        Assert.Equal("three", await AskAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await page.SendAsync("DELETE", "/_demo/rules/3")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await page.SendAsync("DELETE", "/_demo/rules/3")).Status);
        Assert.Equal("two", await AskAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await page.SendAsync("DELETE", "/_demo/rules")).Status);
        Assert.Equal("from code", await AskAsync());

        async Task<string?> AskAsync() => (await page.Client.ChatAsync("hello", cancellationToken: Cancellation)).Message.Content;
    }

    [Theory]
    [InlineData("""{"match":"path","path":"api/chat","do":"wait"}""", "slash")]
    [InlineData("""{"match":"message","do":"dance"}""", "What shall happen")]
    [InlineData("""{"match":"message","do":"tool"}""", "needs a name")]
    [InlineData("""{"match":"message","do":"tool","tool":"f","arguments":"[]"}""", "must be a JSON object")]
    [InlineData("""{"match":"message","do":"fault","fault":"Flood"}""", "no fault 'Flood'")]
    [InlineData("""{"match":"message","do":"fault","fault":"Status","status":200}""", "400 to 599")]
    [InlineData("""{"match":"message","model":"a b","do":"wait"}""", "no name of a model")]
    [InlineData("""["match"]""", "JSON object")]
    [InlineData("""{"match":""", "JSON")]
    public async Task A_wrong_rule_is_refused_in_words(string json, string words)
    {
        await using var page = await PageClient.StartAsync();

        var (status, _, body) = await page.SendAsync("POST", "/_demo/rules", json);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        var error = JsonElement.Parse(body).GetProperty("error").GetString()!;
        Assert.Contains(words, error);
        Assert.DoesNotContain("Parameter", error);
    }

    [Fact]
    public async Task There_is_an_end_to_rules_and_to_their_size()
    {
        await using var page = await PageClient.StartAsync();
        for (var i = 0; i < 100; i++)
        {
            await page.AddRuleAsync("""{"match":"message","do":"wait"}""");
        }

        Assert.Equal(HttpStatusCode.Conflict, (await page.SendAsync("POST", "/_demo/rules", """{"match":"message","do":"wait"}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await page.SendAsync("POST", "/_demo/rules", $$"""{"match":"message","do":"answer","content":"{{new string('x', 300_000)}}"}""")).Status);
    }

    [Fact]
    public async Task Every_choice_of_the_page_is_one_that_is_understood()
    {
        await using var page = await PageClient.StartAsync();
        var html = (await page.SendAsync("GET", "/_demo")).Body;
        var faults = Choice().Matches(html).Select(match => match.Groups[1].Value).ToList();

        Assert.Equal(14, faults.Count);
        foreach (var fault in faults)
        {
            await page.AddRuleAsync($$"""{"match":"path","path":"/nowhere","do":"fault","fault":"{{fault}}","status":500,"lines":2}""");
        }
    }

    [GeneratedRegex("<option>([A-Za-z]+)</option>")]
    private static partial Regex Choice();
}
