using OllamaSdk.Generators.Tools.Model;
using OllamaSdk.Generators.Testing;

namespace OllamaSdk.Generators.Tools.Tests;

public class ModelShapeTests
{
    private static readonly ModelShape _shape = new(typeof(ToolModel));

    [Fact]
    public void Model_holds_plain_equatable_data_only()
    {
        Assert.NotEmpty(_shape.Properties);
        Assert.All(_shape.Properties, p => Assert.True(_shape.IsPlain(p.PropertyType), $"{p.DeclaringType!.Name}.{p.Name} is a {p.PropertyType}."));
    }

    [Fact]
    public void Model_types_are_sealed_records_or_enums() =>
        Assert.All(_shape.Types, type => Assert.True(type.IsEnum || ModelShape.IsRecord(type), $"{type} is neither."));
}
