namespace OllamaSdk.Generators.Tools.Tests.Running;

/// <summary>The tools of an interface run on whatever implements it.</summary>
public partial class InterfaceTests
{
    [Fact]
    public async Task An_interface_is_a_set_of_tools()
    {
        var tools = new ToolSet();
        tools.Add<IWeather>(new Sunny());

        Assert.Equal(["Today", "Tomorrow", "Version"], tools.Select(tool => tool.Name));
        Assert.Equal("sunny in Paris", await Call(tools, "Today", """{"city":"Paris"}"""));
        Assert.Equal("sunny in Paris, as today", await Call(tools, "Tomorrow", """{"city":"Paris"}"""));
        Assert.Equal("1", await Call(tools, "Version", "{}"));
    }

    [Fact]
    public async Task Services_give_what_implements_it()
    {
        var tools = new ToolSet();
        tools.Add<IWeather>();
        tools.TryGet("Today", out var tool);

        var result = await tool!.InvokeAsync("""{"city":"Rome"}"""u8.ToArray(), new ToolCallContext { Services = new One(new Sunny()) }, TestContext.Current.CancellationToken);

        Assert.Equal("sunny in Rome", result.Content);
    }

    [Fact]
    public async Task Tools_of_base_interfaces_come_along_once()
    {
        var tools = new ToolSet();
        tools.Add<IForecast>(new Sunny());

        Assert.Equal(["Week", "Today", "Tomorrow", "Version", "Place"], tools.Select(tool => tool.Name));
        Assert.Equal("here", await Call(tools, "Place", "{}"));
        Assert.Equal("all sunny", await Call(tools, "Week", "{}"));
    }

    [Fact]
    public void Generated_code_in_an_interface_has_no_warning() => ToolSnippets.Load("""
        namespace Demo;
        public partial class Outer { internal partial interface IInner { [LlmTool("d")] Task<(int A, string B)> Get(int x); } }
        """);

    private static async Task<string> Call(ToolSet tools, string name, string arguments)
    {
        Assert.True(tools.TryGet(name, out var tool));
        return (await tool.InvokeAsync(System.Text.Encoding.UTF8.GetBytes(arguments), new ToolCallContext(), TestContext.Current.CancellationToken)).Content;
    }

    internal partial interface IWeather
    {
        [LlmTool("The weather.")]
        string Today(string city);

        [LlmTool("The weather to come.")]
        string Tomorrow(string city) => $"{Today(city)}, as today";

        [LlmTool("The version.")]
        static int Version() => 1;
    }

    internal partial interface IPlace
    {
        [LlmTool("The place.")]
        string Place();
    }

    internal partial interface IForecast : IWeather, IPlace
    {
        [LlmTool("The week.")]
        string Week();
    }

    private sealed class Sunny : IForecast
    {
        public string Today(string city) => $"sunny in {city}";

        public string Week() => "all sunny";

        public string Place() => "here";
    }

    private sealed class One(object service) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType.IsInstanceOfType(service) ? service : null;
    }
}
