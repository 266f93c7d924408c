using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Tools.Diagnostics;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>Reads a type with <c>[LlmSchema]</c>.</summary>
internal static class SchemaTypeParser
{
    public static Result<SchemaTypeModel> Parse(ISymbol symbol, Compilation compilation, CancellationToken token)
    {
        if (symbol is not INamedTypeSymbol type || type.Attribute(Names.Sdk, Names.SchemaAttribute) is null)
        {
            return Result<SchemaTypeModel>.None;
        }

        var scope = new Scope(compilation, type, token);
        if (type.IsStatic)
        {
            scope.Report.Add(Descriptors.SchemaType, type, type.Name, "it is static, so that it holds no data; make it a record or a class");
            return new(null, scope.Report.ToEquatableArray());
        }

        var container = ContainerParser.Parse(type, "Schema", scope);
        var reads = new TypeTable(scope, isRead: true);
        var writes = new TypeTable(scope, isRead: false);
        var root = container is null ? null : reads.Value(type);
        var isWritable = root is not null && writes.Value(type) is not null;
        var problem = reads.Problem ?? writes.Problem;
        if (root is not null && reads[root]?.Form != TypeForm.Object)
        {
            problem ??= reads[root]?.Form == TypeForm.Union
                ? "a schema's root is one object, and this type is of several kinds; make it a member of a record, and give that the schema"
                : "a schema's root is an object with members";
        }

        if (!string.IsNullOrEmpty(problem))
        {
            scope.Report.Add(Descriptors.SchemaType, type, type.Name, problem!);
        }

        var model = isWritable && problem is null && !scope.Report.HasErrors
            ? new SchemaTypeModel(container!, root!, reads.ToEquatableArray(), writes.ToEquatableArray(), scope.Experimental())
            : null;
        return new(model, scope.Report.ToEquatableArray());
    }
}
