namespace OllamaSdk;

/// <summary>Which server <see cref="OllamaServer"/> starts, and how. Read when it is started; later changes have no effect.</summary>
public sealed class OllamaServerOptions
{
    /// <summary>What to start: Ollama, LM Studio, MLX or llama.cpp.</summary>
    public LlmProvider Provider { get; set; } = LlmProviders.Ollama;

    /// <summary>Where it is to listen: an address on this machine's loopback with a port.</summary>
    /// <value><see langword="null"/> means the provider's environment variable, and where that is unset its default.</value>
    public string? Endpoint { get; set; }

    /// <summary>The program: a full path, or a name that is looked for in <c>PATH</c> and the usual places, but never in the current directory.</summary>
    /// <value><see langword="null"/> means the provider's own name for it, such as <c>ollama</c>.</value>
    public string? Program { get; set; }

    /// <summary>The model to start with: a GGUF file for llama.cpp, a path or hub id for MLX. Ollama and LM Studio load models when they are asked for.</summary>
    /// <value><see langword="null"/> means the provider's environment variable, and where that is unset none.</value>
    public string? Model { get; set; }

    /// <summary>More arguments, put behind those that the start needs.</summary>
    public IList<string> Arguments { get; } = new List<string>();

    /// <summary>
    /// More environment variables. Of this process's own only harmless ones are passed on (paths, languages, graphics cards, the server's own
    /// settings), none that looks like a key: what else the server needs is given here. Values of names such as <c>…_KEY</c> or <c>…_TOKEN</c>
    /// are kept out of its log.
    /// </summary>
    public IDictionary<string, string> Environment { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long it may take until it is ready, loading <see cref="Model"/> included. 2 min by default.</summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long it may take to end by itself when it is told to, before it is killed. 4 s by default; at most an hour. Windows knows no telling.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>
    /// Is told each line that the server writes, as it comes and with secrets replaced, for whoever shows or keeps more of it than
    /// <see cref="OllamaServer.Log"/>. It is called from two threads, one for each of the server's outputs, and must not throw. A server that was found
    /// running tells nothing.
    /// </summary>
    public Action<string>? OutputReceived { get; set; }

    /// <summary>The clock behind the waiting for readiness.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Provider);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        TimeoutOptions.Check(StartTimeout, nameof(StartTimeout));
        if (StopTimeout < TimeSpan.Zero || StopTimeout > TimeSpan.FromHours(1))
        {
            throw new ArgumentException($"{nameof(StopTimeout)} is {StopTimeout}; use zero to one hour.", nameof(StopTimeout));
        }

        if (Program is not null && !Path.IsPathFullyQualified(Program) && (Program.Length == 0 || Path.GetFileName(Program) != Program))
        {
            throw new ArgumentException($"{nameof(Program)} is '{Program}'; use a full path, or a name without directories.", nameof(Program));
        }

        if (Arguments.Any(argument => argument?.Contains('\0') != false))
        {
            throw new ArgumentException($"{nameof(Arguments)} holds a null, or an argument with a NUL character.", nameof(Arguments));
        }

        foreach (var (name, value) in Environment)
        {
            if (name.Length == 0 || name.AsSpan().ContainsAny('=', '\0') || value?.Contains('\0') != false)
            {
                throw new ArgumentException($"The environment variable '{name}' cannot be passed: '=' in its name, a NUL character, or no value.", nameof(Environment));
            }
        }
    }
}
