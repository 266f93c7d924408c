using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace OllamaSdk.Generators;

/// <summary>Writes indented source with <c>\n</c> line ends on every platform, so that output is the same everywhere.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public void Line(string text = "")
    {
        if (text.Length > 0)
        {
            _text.Append(' ', _depth * 4).Append(text);
        }

        _text.Append('\n');
    }

    /// <summary>Writes an opening brace and indents what follows.</summary>
    public void Open()
    {
        Line("{");
        _depth++;
    }

    /// <summary>Ends the innermost block.</summary>
    public void Close()
    {
        _depth--;
        Line("}");
    }

    public SourceText ToSourceText() => SourceText.From(_text.ToString(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
}
