namespace OllamaSdk.OpenApi.Tests.Facts;

/// <summary>Whoever comes from Ollama's own description finds all of it in ours, or a reason.</summary>
public sealed class UpstreamTests
{
    [Fact]
    public void All_its_routes_are_described() => Assert.Empty(
        UpstreamNames.Paths.SelectMany(verb => verb.Value.Select(path => $"{verb.Key} {path}")).Except(ApiFacts.Native.Described.Operations.Keys));

    [Fact]
    public void All_its_fields_are_described_or_have_a_reason_not_to_be() => Assert.Equal(
        UpstreamNames.Missing.Keys,
        from schema in UpstreamNames.Fields
        let ours = ApiFacts.Native.Described.Fields[UpstreamNames.OurNames.GetValueOrDefault(schema.Key, schema.Key)]
        from field in schema.Value.Except(ours)
        select $"{schema.Key} {field}");
}
