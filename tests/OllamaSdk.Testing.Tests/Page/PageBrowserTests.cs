using OllamaSdk.TestKit.Packaging;

namespace OllamaSdk.Testing.Tests.Page;

/// <summary>The page in a real browser.</summary>
public sealed class PageBrowserTests
{
    private const string Rows = "String(document.querySelectorAll('#rows tr').length)";
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_are_seen_as_they_come_and_a_rule_is_made_by_hand()
    {
        Assert.SkipWhen(Browser.Program is null, "No Chromium is installed.");
        await using var page = await PageClient.StartAsync();
        await using var browser = await Browser.StartAsync();
        await browser.WatchAsync();
        // The bare address, as somebody types it.
        await browser.GoToAsync(new Uri(page.Endpoint));
        await browser.WaitForAsync("location.pathname + document.querySelector('#status')?.textContent", "/_demo0 requests");

        await page.Client.ChatStreamAsync("Why is the sky blue?", cancellationToken: Cancellation).ToListAsync(Cancellation);
        await browser.WaitForAsync(Rows, "1");
        await browser.RunAsync("document.querySelector('#rows button').click()");
        await browser.WaitForAsync("document.querySelector('#details-title').textContent", "POST /api/chat");
        await browser.WaitForAsync("String(document.querySelectorAll('#pieces time').length > 10)", "true");
        await browser.WaitForAsync("String(document.querySelector('#request-body').textContent.includes('Why is the sky blue?'))", "true");
        await browser.WaitForAsync("document.querySelector('#outcome').textContent.split(' ')[0]", "complete");

        await FillAsync(browser, "text", "capital");
        await FillAsync(browser, "content", "Paris.");
        await browser.RunAsync("document.querySelector('#form').requestSubmit()");
        await browser.WaitForAsync("document.querySelector('#rule-list span')?.textContent", "When last message contains \"capital\": answers \"Paris.\" (used 0 times)");
        Assert.Equal("Paris.", (await page.Client.ChatAsync("The capital of France?", cancellationToken: Cancellation)).Message.Content);

        await FillAsync(browser, "do", "fault");
        await FillAsync(browser, "fault", "OutOfMemory");
        await FillAsync(browser, "text", "too much");
        await browser.WaitForAsync("String(document.querySelector('[name=content]').closest('label').hidden)", "true");
        await browser.RunAsync("document.querySelector('#form').requestSubmit()");
        await browser.WaitForAsync("String(document.querySelectorAll('#rule-list li').length)", "2");
        await Assert.ThrowsAsync<LlmApiException>(() => page.Client.ChatAsync("too much", cancellationToken: Cancellation));
        await browser.WaitForAsync("document.querySelector('#rows tr.bad')?.children[4].textContent", "OutOfMemory");
        Assert.Empty(browser.Faults);
        await TakePictureAsync(browser);

        await browser.RunAsync("document.querySelector('#rule-list button').click()");
        await browser.WaitForAsync("String(document.querySelectorAll('#rule-list li').length)", "1");
        await browser.RunAsync("document.querySelector('#clear').click()");
        await browser.WaitForAsync(Rows, "0");
        await browser.RunAsync("document.querySelector('#pause').click()");
        await browser.WaitForAsync("document.querySelector('#pause').getAttribute('aria-pressed')", "true");
        Assert.Empty(browser.Faults);
    }

    [Fact]
    public async Task Foreign_text_stays_text_and_a_wrong_rule_is_said_in_words()
    {
        Assert.SkipWhen(Browser.Program is null, "No Chromium is installed.");
        const string Hostile = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>";
        await using var page = await PageClient.StartAsync();
        page.Emulator.When("").Answer(Hostile);
        await using var browser = await Browser.StartAsync();
        await browser.GoToAsync(new Uri(page.Address));
        await browser.WatchAsync();
        await browser.WaitForAsync("document.querySelector('#status')?.textContent", "0 requests");

        await page.Client.ChatStreamAsync(Hostile, cancellationToken: Cancellation).ToListAsync(Cancellation);
        await page.SendAsync("GET", $"/{Uri.EscapeDataString(Hostile)}", null, ("X-Team", Hostile));
        await browser.WaitForAsync(Rows, "2");
        foreach (var row in (string[])["first", "last"])
        {
            await browser.RunAsync($"document.querySelector('#rows tr:{row}-child button').click()");
            await browser.WaitForAsync("document.querySelector('#outcome').textContent.split(' ')[0]", "complete");
        }

        await FillAsync(browser, "do", "tool");
        await FillAsync(browser, "tool", Hostile);
        await FillAsync(browser, "arguments", "[]");
        await browser.RunAsync("document.querySelector('#form').requestSubmit()");
        await browser.WaitForAsync("String(document.querySelector('#problem').textContent.includes('must be a JSON object'))", "true");

        Assert.Equal("OllamaSdk emulator", await browser.RunAsync("document.title"));
        Assert.Equal("0", await browser.RunAsync("String(document.querySelectorAll('img, main script').length)"));
    }

    [Fact]
    public async Task Every_control_has_a_name_and_all_of_it_is_reached_by_keys()
    {
        Assert.SkipWhen(Browser.Program is null, "No Chromium is installed.");
        await using var page = await PageClient.StartAsync();
        await using var browser = await Browser.StartAsync();
        await browser.GoToAsync(new Uri(page.Address));
        await browser.WaitForAsync("document.querySelector('#status')?.textContent", "0 requests");
        await page.AddRuleAsync("""{"match":"message","do":"wait"}""");
        await page.SendAsync("GET", "/api/version");
        await browser.WaitForAsync(Rows, "1");

        const string Nameless = "[...document.querySelectorAll('button, input, select, textarea, [tabindex=\"0\"]')].filter(c => !(c.textContent.trim() || c.ariaLabel || c.labels?.length || c.getAttribute('aria-labelledby'))).map(c => c.outerHTML).join()";
        const string Unreachable = "[...document.querySelectorAll('button, input, select, textarea')].filter(c => c.tabIndex < 0).map(c => c.outerHTML).join()";
        Assert.Equal("", await browser.RunAsync(Nameless));
        Assert.Equal("", await browser.RunAsync(Unreachable));
        // A row that changes keeps the focus.
        await browser.RunAsync("document.querySelector('#rows button').focus()");
        await page.SendAsync("GET", "/api/tags");
        await browser.WaitForAsync(Rows, "2");
        Assert.Equal("GET /api/version", await browser.RunAsync("document.activeElement.textContent"));
    }

    private static Task FillAsync(Browser browser, string field, string value)
    {
        var text = System.Text.Json.JsonEncodedText.Encode(value);
        return browser.RunAsync($"{{ const f = document.querySelector('[name={field}]'); f.value = \"{text}\"; f.dispatchEvent(new Event('change', {{ bubbles: true }})); }}");
    }

    /// <summary>The picture of docs/testing.md, where somebody wants it: see .ci/page-picture.</summary>
    private static async Task TakePictureAsync(Browser browser)
    {
        if (Environment.GetEnvironmentVariable("OLLAMA_SDK_PICTURES") is { Length: > 0 } folder)
        {
            await browser.TakePictureAsync(Path.Combine(folder, "emulator-page.png"));
        }
    }
}
