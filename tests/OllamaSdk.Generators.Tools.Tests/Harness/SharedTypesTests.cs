using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace OllamaSdk.Generators.Tools.Tests;

/// <summary>The linked types that every generator's cache rests on.</summary>
public class SharedTypesTests
{
    [Fact]
    public void Arrays_are_equal_by_their_items()
    {
        var one = new List<string> { "a", "b" }.ToEquatableArray();
        var same = new List<string> { "a", "b" }.ToEquatableArray();

        Assert.True(one.Equals(same));
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.False(one.Equals(new List<string> { "b", "a" }.ToEquatableArray()));
        Assert.False(one.Equals(new List<string> { "a" }.ToEquatableArray()));
    }

    [Fact]
    public void Default_array_is_an_empty_one()
    {
        EquatableArray<string> none = default;

        Assert.True(none.Equals(new List<string>().ToEquatableArray()));
        Assert.Empty(none);
    }

    [Fact]
    public void Location_survives_without_its_tree()
    {
        var tree = CSharpSyntaxTree.ParseText("class A;\nclass B;", path: "file.cs", cancellationToken: TestContext.Current.CancellationToken);
        var original = tree.GetRoot(TestContext.Current.CancellationToken).ChildNodes().Last().GetLocation();

        var copy = LocationSnapshot.From(original)!.ToLocation();

        Assert.Null(copy.SourceTree);
        Assert.Equal(original.GetLineSpan(), copy.GetLineSpan());
        Assert.Null(LocationSnapshot.From(Location.None));
    }

    [Fact]
    public void Writer_indents_blocks_and_leaves_empty_lines_bare()
    {
        var writer = new SourceWriter();
        writer.Line("a");
        writer.Open();
        writer.Line();
        writer.Line("b");
        writer.Close();

        Assert.Equal("a\n{\n\n    b\n}\n", writer.ToSourceText().ToString());
    }
}
