using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace OllamaSdk.CompilerServices;

/// <summary>
/// Reads arguments as models usually write them: an object of plain values, without escapes, exponents and unknown names. Whatever it
/// reads, <see cref="JsonRead"/> reads the same. Everything else, faults included, is unusual: the scan then stands at the end, finds no
/// more names and is not done, and the exact reader has to begin from the start.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct ArgumentScan
{
    private readonly ReadOnlySpan<byte> _json;
    private int _at;
    private int _last;

    /// <summary>Begins to read an object.</summary>
    /// <param name="json">The whole text.</param>
    public ArgumentScan(ReadOnlySpan<byte> json)
    {
        _json = json;
        SkipSpace();
        if (Current == '{')
        {
            _at++;
            SkipSpace();
        }
        else
        {
            Unusual();
        }
    }

    /// <summary>Whether the object ended, and nothing but white space follows.</summary>
    public readonly bool IsDone => Current == '}' && !_json[(_at + 1)..].ContainsAnyExcept(" \t\r\n"u8);

    private readonly byte Current => (uint)_at < (uint)_json.Length ? _json[_at] : (byte)0;

    /// <summary>Whether there is a name, and not the one at which this was asked last.</summary>
    public bool Next()
    {
        var moved = _at != _last;
        _last = _at;
        return moved && Current == '"';
    }

    /// <summary>Moves to the value of a member, if it is the one at which the scan stands.</summary>
    /// <param name="name">The name as it stands in JSON, with its quotes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Name(ReadOnlySpan<byte> name)
    {
        if (!_json[_at..].StartsWith(name))
        {
            return false;
        }

        _at += name.Length;
        MoveToValue();
        return true;
    }

    /// <summary>Moves on behind a value, if it is the one at which the scan stands.</summary>
    /// <param name="value">The value as it stands in JSON.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Is(ReadOnlySpan<byte> value)
    {
        if (!_json[_at..].StartsWith(value))
        {
            return false;
        }

        _at += value.Length;
        MoveOn();
        return true;
    }

    /// <summary>Gives up where something does not hold.</summary>
    public void Demand(bool holds)
    {
        if (!holds)
        {
            Unusual();
        }
    }

    /// <summary>Gives up; the value means nothing.</summary>
    public T Unusual<T>()
        where T : struct
    {
        Unusual();
        return default;
    }

    private void Unusual() => _at = _json.Length;

    private void MoveToValue()
    {
        SkipSpace();
        if (Current == ':')
        {
            _at++;
            SkipSpace();
        }
        else
        {
            Unusual();
        }
    }

    // A value is behind us: now comes the next name, or the object's end.
    private void MoveOn()
    {
        SkipSpace();
        if (Current == ',')
        {
            _at++;
            SkipSpace();
            Demand(Current == '"');
        }
        else
        {
            Demand(Current == '}');
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SkipSpace()
    {
        while (Current is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            _at++;
        }
    }
}
