using System.Runtime.InteropServices;

namespace OllamaSdk.Cli;

/// <summary>
/// Turns the first Ctrl+C (or a polite kill, or Windows' Ctrl+Break) into a cancelled token; the second ends the process the usual way. A conversation
/// takes Ctrl+C for itself.
/// </summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private volatile Action? _taker;

    // Ctrl+Break goes by the name of SIGQUIT, which elsewhere asks for a dump and is left to do so.
    public Interrupt() => _registrations = [.. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, .. OperatingSystem.IsWindows() ? [PosixSignal.SIGQUIT] : (PosixSignal[])[]])
        .Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];

    public CancellationToken Token => _source.Token;

    /// <summary>From now on Ctrl+C does this and nothing else; <see langword="null"/> makes it end the program again.</summary>
    public void Take(Action? action) => _taker = action;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _source.Dispose();
    }

    internal void OnSignal(PosixSignalContext context)
    {
        if (context.Signal == PosixSignal.SIGINT && _taker is { } action)
        {
            context.Cancel = true;
            action();
            return;
        }

        context.Cancel = !_source.IsCancellationRequested;
        _source.Cancel();
    }
}
