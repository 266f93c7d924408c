using System.Net;
using System.Text;

namespace OllamaSdk.Generators.Tools.Tests.Running;

/// <summary>A model that makes each slip once comes to its end all the same, and the loop's record tells what was read otherwise.</summary>
public partial class MendedLoopTests
{
    private static readonly string[] s_slips =
    [
        """{"city":"Paris","days":"5"}""",
        """{"city":"Paris","days":null}""",
        """{"City":"Paris"}""",
        """{"city":"Paris","unit":"CELSIUS"}""",
        """{"city":"Paris","tags":"a"}""",
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_slip_is_mended_and_told(bool strict)
    {
        using var client = new OllamaClient(new OllamaClientOptions { Endpoint = "http://127.0.0.1:9", DefaultModel = "m", Handler = new Model(s_slips) });

        var options = new ToolLoopOptions { StrictArguments = strict, MaxConsecutiveErrors = 100 };
        var result = await client.RunWithToolsAsync("go", Weather.LlmTools, options: options, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("done", result.Text);
        Assert.Equal(s_slips.Length, result.Calls.Count);
        Assert.All(result.Calls, call => Assert.Equal((strict, strict ? 0 : 1), (call.Result!.IsError, call.Mendings.Count)));
        Assert.Equal(s_slips, result.Calls.Select(call => call.ArgumentsJson));
    }

    internal enum Unit
    {
        Celsius,
        Fahrenheit,
    }

    internal static partial class Weather
    {
        [LlmTool("Tells the weather.")]
        public static string Tell(string city, int days = 1, Unit unit = Unit.Celsius, params string[] tags) => $"{city} {days} {unit} {tags.Length}";
    }

    private sealed class Model(string[] slips) : HttpMessageHandler
    {
        private int _turn;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var message = _turn < slips.Length
                ? $$$"""{"role":"assistant","content":"","tool_calls":[{"function":{"name":"Tell","arguments":{{{slips[_turn++]}}}}}]}"""
                : """{"role":"assistant","content":"done"}""";
            var answer = $$"""{"model":"m","message":{{message}},"done":true,"done_reason":"stop"}""";
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer, Encoding.UTF8, "application/json") });
        }
    }
}
