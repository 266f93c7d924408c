using System.Globalization;
using System.Text;

namespace OllamaSdk.Cli.Tests.Terminals;

/// <summary>
/// Splits what a program prints into characters and control sequences, as xterm does: controls inside a sequence are obeyed, CAN and SUB end one, and the
/// C1 controls (U+0080 to U+009F) begin sequences too, so that a test sees what a hostile text would do.
/// </summary>
internal sealed class VtParser(VtMachine machine)
{
    private readonly StringBuilder _text = new();
    private State _state;

    private enum State
    {
        Ground,
        Escape,
        Csi,
        Osc,
        OscEscape,
        String,
        StringEscape,
    }

    public void Feed(Rune rune)
    {
        var c = rune.Value;
        if (c is 0x18 or 0x1A)
        {
            _state = State.Ground;
            return;
        }

        switch (_state)
        {
            case State.Osc or State.String when c == 0x1B:
                _state++;
                return;
            case State.OscEscape or State.StringEscape:
                // Whether it is the end (a backslash) or another sequence: the text is over.
                EndText(_state == State.OscEscape);
                if (c != '\\')
                {
                    _state = State.Escape;
                    Feed(rune);
                }

                return;
            case State.Osc or State.String:
                if (c is 0x9C or 0x07)
                {
                    EndText(_state == State.Osc);
                }
                else
                {
                    _text.Append(rune);
                }

                return;
        }

        if (c is >= 0x80 and <= 0x9F)
        {
            // Each is short for ESC and a letter.
            _state = State.Escape;
            _text.Clear();
            Escape((char)(c - 0x40));
        }
        else if (c == 0x1B)
        {
            (_state, _) = (State.Escape, _text.Clear());
        }
        else if (c is < 0x20 or 0x7F)
        {
            machine.Control((char)c);
        }
        else if (_state == State.Ground)
        {
            machine.Print(rune);
        }
        else if (_state == State.Escape)
        {
            Escape((char)c);
        }
        else
        {
            Csi((char)c);
        }
    }

    private void Escape(char c)
    {
        if (c is >= ' ' and <= '/')
        {
            _text.Append(c);
            return;
        }

        _state = (_text.Length, c) switch
        {
            (0, '[') => State.Csi,
            (0, ']') => State.Osc,
            (0, 'P' or 'X' or '^' or '_') => State.String,
            _ => State.Ground,
        };
        if (_state == State.Ground)
        {
            machine.Escape(_text.ToString(), c);
        }

        _text.Clear();
    }

    private void Csi(char c)
    {
        if (c is < '@' or > '~')
        {
            _text.Append(c);
            return;
        }

        _state = State.Ground;
        var text = _text.ToString();
        _text.Clear();
        var prefix = text.Length > 0 && text[0] is >= '<' and <= '?' ? text[..1] : "";
        var numbers = text[prefix.Length..].TrimEnd(' ', '!', '"', '$', '\'', '*', '+');
        var intermediate = text[(prefix.Length + numbers.Length)..];
        int[] values = [.. numbers.Split(';').Select(part => int.TryParse(part.Split(':')[0], CultureInfo.InvariantCulture, out var value) ? value : 0)];
        if (c == 'm' && prefix.Length == 0)
        {
            machine.SetStyle(numbers);
        }
        else
        {
            machine.Csi(prefix + intermediate, c, values);
        }
    }

    private void EndText(bool isOsc)
    {
        _state = State.Ground;
        if (isOsc)
        {
            machine.Osc(_text.ToString());
        }

        _text.Clear();
    }
}
