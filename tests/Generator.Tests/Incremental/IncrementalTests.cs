using System.Reflection;
using Leeway.Generator.Tests.Driving;
using Microsoft.CodeAnalysis;

namespace Leeway.Generator.Tests.Incremental;

/// <summary>Checks that steps whose input has not changed do not run again.</summary>
public class IncrementalTests
{
    private static readonly DocumentInput s_software = DocumentInput.Committed("jira-software");
    private static readonly DocumentInput s_desk = DocumentInput.Committed("jira-service-management");

    private static readonly DocumentInput s_fields = new("/consumer/jira.fields.json", Fields.SyntheticSite.Small) { IsFields = true };

    public static TheoryData<string> Steps => [.. typeof(StepNames).GetFields().Select(static f => (string)f.GetRawConstantValue()!)];

    [Fact]
    public void UnrelatedEditShouldLeaveEveryStepCached()
    {
        Generation second = Generation.Of(s_software, s_desk, s_fields).AfterUnrelatedEdit();
        foreach (string step in Steps.Select(static s => (string)s))
        {
            Assert.All(second.Reasons(step), output => Assert.True(
                output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged,
                $"{step} ran again: {output.Reason}"));
        }

        Assert.NotEmpty(second.OutputReasons());
        Assert.All(second.OutputReasons(), static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void StepShouldBeTracked(string step)
    {
        Generation generation = Generation.Of(s_desk with { Operations = "getInfo, nothingOfThisName" }, s_fields with { Text = Fields.SyntheticSite.Odd });
        Assert.NotEmpty(generation.Reasons(step));
    }

    [Fact]
    public void EditInOneOperationShouldNotAffectOtherInterfaces()
    {
        DocumentInput edited = s_software with { Text = WithRenamedOperation(s_software.Text, "getSprint", "readSprint") };
        Generation second = Generation.Of(s_software).AfterChangeOf(s_software, edited);
        (object Value, IncrementalStepRunReason Reason)[] changed = [.. second.Reasons(StepNames.Interfaces).Where(static o => o.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged))];
        (object value, IncrementalStepRunReason reason) = Assert.Single(changed);
        Assert.Equal(IncrementalStepRunReason.Modified, reason);
        Assert.Equal("ISprintApi", ((Shaping.InterfaceShape)value).InterfaceName);
        Assert.All(second.Reasons(StepNames.TypeFiles), static o => Assert.True(o.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
        Assert.All(second.Reasons(StepNames.Roots), static o => Assert.True(o.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
    }

    [Fact]
    public void EditInOneDocumentShouldNotAffectTheOther()
    {
        DocumentInput edited = s_software with { Text = WithRenamedOperation(s_software.Text, "getSprint", "readSprint") };
        Generation second = Generation.Of(s_software, s_desk).AfterChangeOf(s_software, edited);
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], second.Reasons(StepNames.Documents).Select(static o => o.Reason).Order());
        Assert.Single(second.Reasons(StepNames.Shapes), static o => o.Reason == IncrementalStepRunReason.Modified);
        Assert.Single(second.Reasons(StepNames.Shapes), static o => o.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged);
    }

    [Fact]
    public void EditWithoutAChangeInMeaningShouldGenerateNothing()
    {
        DocumentInput edited = s_software with { Text = s_software.Text + "\n\n" };
        Generation second = Generation.Of(s_software).AfterChangeOf(s_software, edited);
        Assert.Equal(IncrementalStepRunReason.Unchanged, Assert.Single(second.Reasons(StepNames.Documents)).Reason);
        Assert.All(second.OutputReasons(), static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void ChangedSelectionShouldNotReadTheDocumentAgain()
    {
        DocumentInput before = s_software with { Operations = "getSprint, getBoard" };
        Generation second = Generation.Of(before, s_desk).AfterChangeOf(before, before with { Operations = "getBoard" });
        Assert.All(second.Reasons(StepNames.Documents), static o => Assert.Equal(IncrementalStepRunReason.Cached, o.Reason));
        Assert.Contains(second.Reasons(StepNames.Interfaces), static o => o.Reason == IncrementalStepRunReason.Removed);
        Assert.DoesNotContain(second.Reasons(StepNames.Interfaces), static o => o.Reason is IncrementalStepRunReason.Modified or IncrementalStepRunReason.New);
    }

    [Fact]
    public void EditOfFieldsShouldNotAffectDocumentsAndTheReverse()
    {
        Generation first = Generation.Of(s_desk with { Operations = "getInfo" }, s_fields);
        DocumentInput edited = s_fields with { Text = s_fields.Text.Replace("Effort", "Cost", StringComparison.Ordinal) };
        Generation second = first.AfterChangeOf(s_fields, edited);
        Assert.All(second.Reasons(StepNames.Shapes), static o => Assert.Equal(IncrementalStepRunReason.Cached, o.Reason));
        Assert.Equal(IncrementalStepRunReason.Modified, Assert.Single(second.Reasons(StepNames.FieldShapes)).Reason);
        Generation third = Generation.Of(s_desk, s_fields).AfterChangeOf(s_desk, s_desk with { Operations = "getInfo" });
        Assert.All(third.Reasons(StepNames.FieldFiles), static o => Assert.Equal(IncrementalStepRunReason.Cached, o.Reason));
        Assert.All(third.Reasons(StepNames.FieldShapes), static o => Assert.True(o.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
    }

    [Fact]
    public void SameInputShouldProduceEqualModelsAndTheSameText()
    {
        Generation first = Generation.Of(s_software, s_desk, s_fields);
        Generation second = Generation.Of(s_software, s_desk, s_fields);
        foreach (string step in (string[])[StepNames.Requests, StepNames.Shapes, StepNames.Interfaces, StepNames.TypeFiles, StepNames.Roots, StepNames.FieldShapes])
        {
            object[] before = [.. first.Reasons(step).Select(static o => o.Value)];
            object[] after = [.. second.Reasons(step).Select(static o => o.Value)];
            Assert.Equal(before.Length, after.Length);
            Assert.All(before.Zip(after), static pair =>
            {
                Assert.NotSame(pair.First, pair.Second);
                Assert.True(pair.First.Equals(pair.Second));
                Assert.Equal(pair.First.GetHashCode(), pair.Second.GetHashCode());
            });
        }

        Assert.Equal(first.Sources, second.Sources);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void ModelShouldContainNoObjectsOfTheCompiler(string step)
    {
        Generation generation = Generation.Of(s_desk with { Operations = "getInfo, nothingOfThisName" }, s_fields with { Text = Fields.SyntheticSite.Odd });
        foreach ((object value, _) in generation.Reasons(step))
        {
            Assert.Null(FindCompilerObject(value));
        }
    }

    [Fact]
    public void SearchForCompilerObjectsShouldFindOne()
    {
        SyntaxTree tree = Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText("class C;", cancellationToken: TestContext.Current.CancellationToken);
        Assert.NotNull(FindCompilerObject(new object[] { "a", new Tuple<int, object>(1, tree) }));
        Assert.NotNull(FindCompilerObject(new Tuple<object>(new InMemoryText("a", "b"))));
    }

    private static string WithRenamedOperation(string text, string from, string to)
    {
        string edited = text.Replace($"\"operationId\": \"{from}\"", $"\"operationId\": \"{to}\"", StringComparison.Ordinal);
        Assert.NotEqual(text, edited);
        return edited;
    }

    /// <summary>Searches a model for objects of the compiler. Returns the path to the first one, or null.</summary>
    private static string? FindCompilerObject(object root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var waiting = new Stack<(object Value, string Path)>([(root, root.GetType().Name)]);
        while (waiting.TryPop(out (object Value, string Path) item))
        {
            if (item.Value is Microsoft.CodeAnalysis.Compilation or ISymbol or SyntaxNode or SyntaxTree or AdditionalText or Location or SemanticModel or Microsoft.CodeAnalysis.Text.SourceText)
            {
                return item.Path;
            }

            Type type = item.Value.GetType();
            if (type.IsPrimitive || type.IsEnum || item.Value is string or DiagnosticDescriptor || !seen.Add(item.Value))
            {
                continue;
            }

            if (item.Value is Array array)
            {
                foreach (object? element in array)
                {
                    Visit(element, item.Path + "[]");
                }

                continue;
            }

            for (Type? level = type; level is not null; level = level.BaseType)
            {
                foreach (FieldInfo field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                {
                    Visit(field.GetValue(item.Value), item.Path + "." + field.Name);
                }
            }
        }

        return null;

        void Visit(object? value, string path)
        {
            if (value is not null)
            {
                waiting.Push((value, path));
            }
        }
    }
}
