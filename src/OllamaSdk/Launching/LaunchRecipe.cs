using System.Globalization;

namespace OllamaSdk.Launching;

/// <summary>How a kind of server is started.</summary>
internal sealed class LaunchRecipe
{
    private static readonly LaunchRecipe s_ollama = new()
    {
        Program = "ollama",
        Places = ProgramPlaces.OfOllama,
        Variables = ["OLLAMA_"],
        AddressVariable = "OLLAMA_HOST",
        Arguments = static (_, _, _) => ["serve"],
    };

    private static readonly LaunchRecipe s_lmStudio = new()
    {
        Program = "lms",
        Places = ["~/.lmstudio/bin", "~/.cache/lm-studio/bin"],
        IsStarter = true,
        Arguments = static (host, port, _) => ["server", "start", "--port", port, "--bind", host],
    };

    private static readonly LaunchRecipe s_mlx = new()
    {
        Program = "mlx_lm.server",
        Variables = ["HF_", "MLX"],
        Arguments = static (host, port, model) => ["--host", host, "--port", port, .. model is null ? [] : (string[])["--model", model]],
    };

    private static readonly LaunchRecipe s_llamaCpp = new()
    {
        Program = "llama-server",
        Places = ["%LOCALAPPDATA%/Microsoft/WinGet/Links"],
        Variables = ["LLAMA_", "HF_"],
        Arguments = static (host, port, model) => ["--host", host, "--port", port, .. model is null ? [] : (string[])["--model", model]],
    };

    private LaunchRecipe()
    {
    }

    /// <summary>The program's name.</summary>
    public required string Program { get; init; }

    /// <summary>Directories where its installer puts it, besides those where any program may be.</summary>
    public string[] Places { get; private init; } = [];

    /// <summary>The beginnings of the names of its own settings in the environment.</summary>
    public string[] Variables { get; private init; } = [];

    /// <summary>The variable that tells it where to listen, where arguments do not.</summary>
    public string? AddressVariable { get; private init; }

    /// <summary>Whether the program ends at once, and leaves a server behind that is not its child.</summary>
    public bool IsStarter { get; private init; }

    private Func<string, string, string?, string[]> Arguments { get; init; } = null!;

    public static LaunchRecipe? For(LlmProvider provider) =>
        provider == LlmProviders.Ollama || provider == LlmProviders.OllamaV1 ? s_ollama
        : provider == LlmProviders.LmStudio ? s_lmStudio
        : provider == LlmProviders.Mlx ? s_mlx
        : provider == LlmProviders.LlamaCpp ? s_llamaCpp
        : null;

    public string[] ArgumentsFor(string host, int port, string? model) => Arguments(host, port.ToString(CultureInfo.InvariantCulture), model);
}
