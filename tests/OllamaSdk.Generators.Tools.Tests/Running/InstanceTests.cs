using Microsoft.Extensions.DependencyInjection;

namespace OllamaSdk.Generators.Tools.Tests.Running;

/// <summary>Tools with an object behind them, and what is passed to them without the model's knowledge.</summary>
public class InstanceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Given_instance_is_called()
    {
        ToolSet tools = [];
        tools.Add(new Counter());

        Assert.Equal("1", await Call(tools, "Count", "{}"));
        Assert.Equal("6", await Call(tools, "Count", """{"by":5}"""));
    }

    [Fact]
    public async Task Factory_is_asked_for_each_call()
    {
        var made = 0;
        ToolSet tools = [];
        tools.Add(context => new Other(++made + context.Round));

        Assert.Equal("11", await Call(tools, "Count", "{}", new() { Round = 10 }));
        Assert.Equal("22", await Call(tools, "Count", "{}", new() { Round = 20 }));
    }

    [Fact]
    public async Task Instance_comes_from_the_services()
    {
        ToolSet tools = [];
        tools.Add<Counter>();
        var services = new ServiceCollectionStub { [typeof(Counter)] = new Counter() };

        Assert.Equal("1", await Call(tools, "Count", "{}", new() { Services = services }));
        Assert.Equal("2", await Call(tools, "Count", "{}", new() { Services = services }));
    }

    [Fact]
    public async Task Missing_instance_says_what_to_do()
    {
        ToolSet tools = [];
        tools.Add<Counter>();

        var e = await Assert.ThrowsAsync<LlmConfigurationException>(() => Call(tools, "Count", "{}", new() { ToolName = "Count" }));

        Assert.Contains("'Count'", e.Message);
        Assert.Contains(typeof(Counter).ToString(), e.Message);
        Assert.Contains("ToolSet.Add", e.Message);
    }

    [Fact]
    public async Task Services_are_passed_and_not_described()
    {
        var heard = new List<object>();
        var services = new ServiceCollectionStub { [typeof(TimeProvider)] = TimeProvider.System, [(typeof(Version), (object?)"key")] = new Version(1, 2) };
        var context = new ToolCallContext { Services = services, CallId = "id", Progress = new Heard(heard) };
        ToolSet tools = [];
        tools.Add(new Served());

        Assert.Equal($"{TimeZoneInfo.Local.Id} 1.2 True True True id y", await Call(tools, "Use", """{"x":"y","clock":1}""", context));
        Assert.Equal([7], heard);
        Assert.True(tools.TryGet("Use", out var tool));
        Assert.Equal("""{"type":"object","properties":{"x":{"type":"string"}},"required":["x"]}"""u8, tool.SchemaUtf8.Span);
    }

    [Fact]
    public async Task Missing_service_says_which()
    {
        ToolSet tools = [];
        tools.Add(new Served());

        var none = await Assert.ThrowsAsync<LlmConfigurationException>(() => Call(tools, "Need", "{}", new() { ToolName = "Need" }));
        var other = await Assert.ThrowsAsync<LlmConfigurationException>(
            () => Call(tools, "Need", "{}", new() { ToolName = "Need", Services = new ServiceCollectionStub() }));

        Assert.Contains("'Need' needs a service provider", none.Message);
        Assert.Contains("'Need' needs the service System.Uri", other.Message);
    }

    [Fact]
    public async Task Overloads_and_equal_names_are_told_apart()
    {
        ToolSet one = [];
        one.Add(new Counter());
        ToolSet two = [];
        two.Add(new Other(41));

        Assert.Equal("a", await Call(one, "Echo", """{"text":"a"}"""));
        Assert.Equal("-3", await Call(one, "Echo_number", """{"text":3}"""));
        Assert.Equal("41", await Call(two, "Count", "{}"));
        var e = Assert.Throws<ArgumentException>(() => one.Add(new Other(1)));
        Assert.Contains("'Count'", e.Message);
        Assert.Contains("Counts up.", e.Message);
        Assert.Contains("Counts nothing.", e.Message);
    }

    [Fact]
    public async Task What_a_tool_throws_is_thrown_by_the_call()
    {
        ToolSet tools = [];
        tools.Add(new Counter());

        var call = Invoke(tools, "Fail", "{}", new());
        Assert.Equal("now", (await Assert.ThrowsAsync<InvalidTimeZoneException>(async () => await call)).Message);
        Assert.Equal("later", (await Assert.ThrowsAsync<InvalidTimeZoneException>(() => Call(tools, "FailLater", "{}"))).Message);
    }

    [Fact]
    public void Hints_and_timeout_come_from_the_attribute()
    {
        ToolSet tools = [];
        tools.Add(new Other(1));
        tools.Add(new Served());

        Assert.True(tools.TryGet("Count", out var count) && count is { ReadOnly: true, Destructive: false });
        Assert.Equal(TimeSpan.FromMilliseconds(250), count.Timeout);
        Assert.True(tools.TryGet("Use", out var use) && use is { ReadOnly: false, Destructive: true, Timeout: null });
    }

    private static async Task<string> Call(ToolSet tools, string name, string arguments, ToolCallContext? context = null)
    {
        var result = await Invoke(tools, name, arguments, context ?? new());
        Assert.False(result.IsError, result.Content);
        return result.Content;
    }

    private static ValueTask<ToolResult> Invoke(ToolSet tools, string name, string arguments, ToolCallContext context)
    {
        Assert.True(tools.TryGet(name, out var tool));
        return tool.InvokeAsync(System.Text.Encoding.UTF8.GetBytes(arguments), context, Token);
    }

    private sealed class Heard(List<object> heard) : IProgress<object>
    {
        public void Report(object value) => heard.Add(value);
    }

    private sealed class ServiceCollectionStub : Dictionary<object, object>, IKeyedServiceProvider
    {
        public object? GetService(Type serviceType) => this.GetValueOrDefault(serviceType);

        public object? GetKeyedService(Type serviceType, object? serviceKey) => this.GetValueOrDefault((serviceType, serviceKey));

        public object GetRequiredKeyedService(Type serviceType, object? serviceKey) => this[(serviceType, serviceKey)];
    }
}
