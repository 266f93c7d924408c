namespace OllamaSdk.Cli.Output.Markdown;

/// <summary>Shows a text while it comes. What comes after its end is another one.</summary>
internal interface ITextView
{
    /// <summary>Shows a piece of the text at once; it is clean for a terminal already.</summary>
    void Write(string text);

    /// <summary>Shows what is left, and ends the line.</summary>
    void End();
}

/// <summary>Shows it as it is, in one style.</summary>
internal sealed class PlainView(TextWriter output, TextStyle style) : ITextView
{
    private bool _isStyled;
    private bool _isLineOpen;

    public void Write(string text)
    {
        output.Write(_isStyled || style == TextStyle.Plain ? text : "\u001b[2m" + text);
        (_isStyled, _isLineOpen) = (style != TextStyle.Plain, !text.EndsWith('\n'));
        output.Flush();
    }

    public void End()
    {
        output.Write((_isStyled ? "\u001b[0m" : "") + (_isLineOpen ? Environment.NewLine : ""));
        (_isStyled, _isLineOpen) = (false, false);
        output.Flush();
    }
}
