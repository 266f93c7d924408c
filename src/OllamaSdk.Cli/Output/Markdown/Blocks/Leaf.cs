namespace OllamaSdk.Cli.Output.Markdown.Blocks;

/// <summary>A block that holds text, while lines are added to it. Its rows go to the page when nothing can change them any more.</summary>
internal abstract class Leaf
{
    /// <summary>Adds text to the line that is being added.</summary>
    public abstract void Append(Page page, string text);

    /// <returns>Whether the block has ended with the line.</returns>
    public virtual bool EndLine(Page page) => false;

    /// <summary>Shows what is left.</summary>
    /// <param name="page">Where.</param>
    /// <param name="isOpen">Whether more will come, which may change it.</param>
    public abstract void Close(Page page, bool isOpen);

    /// <summary>Leaves out what has been shown as if more came.</summary>
    public abstract void Drop(Page page);

    /// <summary>A copy, to see what it would look like if it ended here.</summary>
    public virtual Leaf Clone() => (Leaf)MemberwiseClone();
}
