namespace OllamaSdk.StandInServer;

/// <summary>A program that uses the SDK: it starts a server and then does what its input says; tests kill it.</summary>
internal static class Parent
{
    /// <param name="args">The program ("" for Ollama's own name), the endpoint, and the server's arguments.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var options = new OllamaServerOptions { Program = args[0].Length == 0 ? null : args[0], Endpoint = args[1], StopTimeout = TimeSpan.FromSeconds(1) };
        foreach (var argument in args[2..])
        {
            options.Arguments.Add(argument);
        }

        // What a .NET program needs to find its runtime.
        foreach (var name in (string[])["DOTNET_ROOT", "DOTNET_ROLL_FORWARD"])
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                options.Environment[name] = value;
            }
        }

        try
        {
            var server = await OllamaServer.EnsureRunningAsync(options);
            Console.WriteLine(server.WasStarted ? $"started {server.ProcessId}" : "found");
            switch (await Console.In.ReadLineAsync())
            {
                case "throw":
                    throw new InvalidOperationException("Nobody catches this.");
                case "abort":
                    Environment.FailFast("Nobody catches this.");
                    break;
                case "dispose":
                    await server.DisposeAsync();
                    break;
            }

            return 0;
        }
        catch (LlmLaunchException e)
        {
            Console.WriteLine($"{e.Reason} {e.Message}");
            return 1;
        }
    }
}
