using OllamaSdk.TestKit;

namespace OllamaSdk.Cli.Tests;

/// <summary>What somebody meets who does not know the program, or knows Ollama's own.</summary>
public sealed class FirstContactTests
{
    [Fact]
    public async Task Without_a_word_a_person_is_shown_what_to_type()
    {
        var result = await CliProcess.RunAsync(CliStart.Terminal());

        Assert.Contains("Examples:", result.Output);
        Assert.Contains("ollama-sdk chat --demo", result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Theory]
    [InlineData("""{ "model": "demo" }""")]
    [InlineData("""{ "profile": "p", "profiles": { "p": { "model": "demo" } } }""")]
    public async Task Without_a_word_a_person_talks_with_the_model_that_is_set(string settings)
    {
        await using var server = await DemoServer.StartAsync();
        using var home = new Folder();
        home.Write("config.json", settings);
        using var process = CliProcess.Start(CliStart.Terminal(server.Url, home.Path));

        await process.ReadUntilAsync("demo");
        await process.TypeAsync("/bye\n");
        var result = await process.EndAsync();

        Assert.DoesNotContain("Examples:", result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task A_script_that_names_no_command_has_a_fault()
    {
        using var home = new Folder();
        home.Write("config.json", """{ "model": "demo" }""");

        var result = await CliProcess.RunAsync(new CliStart { Home = home.Path });

        Assert.Equal("", result.Output);
        Assert.StartsWith("ollama-sdk: name a command.", result.Errors);
        Assert.Contains("Examples:", result.Errors);
        Assert.Equal(2, result.ExitCode);
    }

    [Theory]
    [InlineData("there is no command 'modles'. Did you mean 'models'? 'ollama-sdk help' lists what there is.", "modles")]
    [InlineData("there is no command 'lst'. Did you mean 'list'? 'ollama-sdk help' lists what there is.", "lst", "--json")]
    [InlineData("there is no command 'hlep'. Did you mean 'help'? 'ollama-sdk help' lists what there is.", "hlep")]
    [InlineData("there is no command 'why'. 'ollama-sdk help' lists what there is.", "why", "is", "the", "sky", "blue")]
    [InlineData("there is no command 'config sett'. Did you mean 'config set'? 'ollama-sdk help config' lists what there is.", "config", "sett", "model", "x")]
    [InlineData("there is no command 'nonsense'. 'ollama-sdk help' lists what there is.", "help", "nonsense")]
    [InlineData("there is no command 'complet'. Did you mean 'completion'?", "complet")]
    public async Task An_unknown_word_gets_one_line(string line, params string[] args)
    {
        var result = await CliProcess.RunAsync(args);

        Assert.StartsWith($"ollama-sdk: {line}", result.Errors);
        Assert.Single(result.Errors.TrimEnd().Split('\n'));
        Assert.Equal("", result.Output);
        Assert.Equal(2, result.ExitCode);
    }

    [Fact]
    public async Task A_misspelt_option_gets_the_nearest_too()
    {
        var result = await CliProcess.RunAsync("chat", "--modle", "tiny", "hello");

        Assert.Contains("There is no option '--modle'. Where it is a part of the text, put -- before the text. Did you mean '--model'?", result.Errors);
    }

    [Theory]
    [InlineData("Asks a question; or talks with a model", "help", "chat")]
    [InlineData("ollama-sdk config set <SETTING> <VALUE>", "help", "config", "set")]
    [InlineData("Lists the models that the servers have.", "help", "ls")]
    [InlineData("Examples:", "help")]
    [InlineData("Examples:", "--help")]
    public async Task Help_is_a_word_too(string expected, params string[] args)
    {
        var result = await CliProcess.RunAsync(args);

        Assert.Contains(expected, result.Output);
        Assert.Equal("", result.Errors);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Help_of_a_command_has_no_examples_of_others() =>
        Assert.DoesNotContain("Examples:", (await CliProcess.RunAsync("models", "--help")).Output);

    public static TheoryData<string, string[], string[]> OllamasWords => new()
    {
        { "demo:latest", ["list"], ["models"] },
        { "demo:latest", ["ls"], ["models"] },
        { "demo is also mine", ["cp", "demo", "mine"], ["copy", "demo", "mine"] },
        { "demo is deleted", ["rm", "demo"], ["delete", "demo"] },
        { "demo-embed is deleted", ["rm", "demo", "demo-embed"], ["delete", "demo", "demo-embed"] },
        { "demo is unloaded", ["stop", "demo"], ["unload", "demo"] },
        { "You asked: \"hello there\"", ["run", "demo", "hello", "there"], ["chat", "-m", "demo", "hello", "there"] },
    };

    [Theory]
    [MemberData(nameof(OllamasWords))]
    public async Task Ollamas_own_words_do_the_same(string expected, string[] theirs, string[] ours)
    {
        await using var server = await DemoServer.StartAsync();
        await using var other = await DemoServer.StartAsync();

        var (one, two) = (await CliProcess.RunAsync(server.Start, theirs), await CliProcess.RunAsync(other.Start, ours));

        Assert.Contains(expected, one.Output);
        Assert.Equal(two, one);
        Assert.Equal(0, one.ExitCode);
    }

    [Fact]
    public async Task Run_gets_a_model_that_is_not_there()
    {
        await using var server = await DemoServer.StartAsync();

        var result = await CliProcess.RunAsync(server.Start, "run", "demo-large", "hello");

        Assert.Contains("pulling manifest", result.Errors);
        Assert.Contains("You asked: \"hello\"", result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Run_says_that_there_is_no_such_model()
    {
        await using var server = await DemoServer.StartAsync();

        var result = await CliProcess.RunAsync(server.Start, "run", "nope", "hello");

        Assert.Contains("there is no model 'nope' in the library", result.Errors);
        Assert.Equal(4, result.ExitCode);
    }

    [Theory]
    [InlineData("the text\n", "the text sum it up", "sum", "it", "up")]
    [InlineData("the text\n", "the text")]
    [InlineData("the text\n", "sum up the text now", "sum", "up", "-", "now")]
    [InlineData("", "sum it up", "sum", "it", "up")]
    public async Task What_is_piped_into_run_stands_before_the_words(string input, string prompt, params string[] words)
    {
        await using var server = await DemoServer.StartAsync();

        var result = await CliProcess.RunAsync(new CliStart { Host = server.Url, Input = input }, ["run", "demo", .. words]);

        Assert.Contains($"You asked: \"{prompt}\"", result.Output);
    }

    [Theory]
    [InlineData("--modelfile", "FROM tiny")]
    [InlineData("--parameters", "temperature 1\nstop x")]
    [InlineData("--template", "{{ .Prompt }}")]
    [InlineData("--system", "Be brief.")]
    [InlineData("--license", "MIT")]
    public async Task Show_prints_one_part_and_nothing_else(string option, string expected)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(
            """{"modelfile":"FROM tiny\n","parameters":"temperature 1\nstop x","template":"{{ .Prompt }}","system":"Be brief.","license":"MIT"}"""));

        var result = await CliProcess.RunAsync("show", "tiny", option, "-u", server.Url.ToString());

        Assert.Equal(expected + Environment.NewLine, result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Show_prints_one_part_only()
    {
        var result = await CliProcess.RunAsync("show", "tiny", "--modelfile", "--system");

        Assert.Contains("Only one of --modelfile, --system can be printed.", result.Errors);
        Assert.Equal(2, result.ExitCode);
    }
}
