using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Leeway.Generator.Reading;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Emission;

/// <summary>Writes extension methods of an interface that create long-running tasks.</summary>
/// <remarks>As those of <see cref="EnumerationEmitter"/>, they call only the methods of the interface.</remarks>
internal static class LongTaskEmitter
{
    private const string Generated = "global::Leeway.Generated.";
    private const string Operation = Generated + "LongTaskOperation.";
    private const string Invariant = "global::System.Globalization.CultureInfo.InvariantCulture";

    public static void Emit(InterfaceShape shape, SourceWriter writer)
    {
        if (shape.LongTask is not { } task)
        {
            return;
        }

        string interfaceName = CSharpText.EscapeIdentifier(shape.InterfaceName);
        string types = Wrapping.Fill(interfaceName, CSharpTypeName.Format(task.Reader.Response), CSharpTypeName.Format(task.ResultType));
        writer.Write($$"""

            /// <summary>Creates the long-running tasks whose state <see cref="{{interfaceName}}"/> reads.</summary>
            {{GeneratedFile.Mark}}
            {{GeneratedFile.NonUserType}}
            {{shape.Api.Accessibility}} static class {{CSharpText.EscapeIdentifier(shape.ClientName + "LongTasks")}}
            {
                private static readonly {{Generated}}LongTaskDescriptor s_tasks ={{Wrapping.Defer(FormatDescriptor(task.Reader.LongTaskFacts!, task.Reader.Id) + ";")}}

                /// <summary>Returns the task with an id, such as one that another process has started. Nothing is sent.</summary>
                /// <param name="taskId">The id of the task.</param>
                {{DocComment.FormatRemarks(DescribeReader(task))}}
                {{w => OperationDocs.EmitAttributes(task.Reader, w)}}
                public static {{FormatTask(task.ResultType)}}{{Wrapping.Defer("GetLongTask")}}({{Wrapping.Stack("this " + interfaceName + " api", "string taskId")}}) =>
                    {{Operation}}Create<{{types}}>(
                        {{w => EmitArguments([.. ListArguments(task)], w)}}
                {{w => EmitStarts(task, interfaceName, w)}}
            }
            """);
    }

    private static void EmitArguments(List<string> arguments, SourceWriter writer)
    {
        for (int i = 0; i < arguments.Count; i++)
        {
            writer.Write($"{arguments[i]}{(i < arguments.Count - 1 ? "," : ");")}");
        }
    }

    private static IEnumerable<string> ListArguments(LongTaskShape task)
    {
        yield return "s_tasks";
        yield return "api";
        yield return "taskId";
        yield return FormatCall(task.Reader, task.Id);
        yield return "static answer => new " + Generated + "LongTaskFacts { " + Wrapping.Fill(ListFacts(task)) + " }";
        yield return "static answer => " + (task.Result.Last is { } result
            ? FormatMember("answer", task.Result) + (CSharpTypeName.IsValueType(result.Type) ? " ?? default" : "")
            : "answer");
        if (task.Cancel is { } cancel)
        {
            yield return FormatCall(cancel, cancel.Parameters.First(static p => p.IsRequired));
        }
    }

    /// <summary>Returns the lambda that calls a method of the interface with the id of a task.</summary>
    private static string FormatCall(OperationShape operation, ParameterShape id)
    {
        IEnumerable<string> arguments = operation.Parameters.Select(p => p == id ? FormatId(p.Type) : "null").Concat(["cancellation"]);
        return "static (tasks, id, cancellation) =>" + Wrapping.Defer("tasks." + CSharpText.EscapeIdentifier(operation.MethodName) + "(" + Wrapping.Fill(arguments) + ")");
    }

    private static string FormatId(TypeReference type) => type.Kind switch
    {
        TypeKind.Int32 => "int.Parse(id, " + Invariant + ")",
        TypeKind.Int64 => "long.Parse(id, " + Invariant + ")",
        _ => "id",
    };

    private static IEnumerable<string> ListFacts(LongTaskShape task)
    {
        if (!task.Status.IsEmpty)
        {
            yield return "Status = " + FormatText("answer", task.Status);
        }

        foreach ((string fact, MemberPath path) in new[] { ("IsFinished", task.Finished), ("IsSuccessful", task.Successful), ("Percent", task.Percent) })
        {
            if (!path.IsEmpty)
            {
                yield return fact + " = " + FormatMember("answer", path);
            }
        }

        foreach ((string fact, MemberPath path) in new[] { ("Message", task.Message), ("Error", task.Error) })
        {
            if (!path.IsEmpty)
            {
                yield return fact + " = " + FormatMessage(path);
            }
        }
    }

    private static string FormatMember(string holder, MemberPath path) =>
        holder + "." + string.Join("?.", path.Properties.Select(static p => CSharpText.EscapeIdentifier(p.Name)));

    /// <summary>Returns the value of a member as text.</summary>
    private static string FormatText(string holder, MemberPath path) => FormatMember(holder, path) + path.Last!.Type.Kind switch
    {
        TypeKind.OpenEnum => "?.Value",
        TypeKind.Int32 or TypeKind.Int64 => "?.ToString(" + Invariant + ")",
        TypeKind.Guid => "?.ToString()",
        _ => "",
    };

    private static string FormatMessage(MemberPath path)
    {
        if (path.Properties[0].Type.Kind != TypeKind.List)
        {
            return FormatMember("answer", path);
        }

        string text = FormatMember("item", new MemberPath(path.Properties.Skip(1).ToEquatableArray()));
        return Operation + "JoinTexts(" + Wrapping.Fill("answer." + CSharpText.EscapeIdentifier(path.Properties[0].Name), "static item => " + text) + ")";
    }

    private static void EmitStarts(LongTaskShape task, string interfaceName, SourceWriter writer)
    {
        foreach (LongTaskStartShape start in task.Starts)
        {
            string id = Operation + "FindId(" + Wrapping.Fill("started", "static answer => " + FormatStartedId(start)) + ")";
            string created = "api.GetLongTask(" + Wrapping.Fill(id) + ")";
            string methods = string.Join(", ", start.Methods.Select(static m => "<c>" + CSharpText.EscapeComment(m) + "</c>"));
            writer.Write($$"""

                /// <summary>Returns the task that a call has started. Nothing is sent.</summary>
                /// <param name="started">The result of {{methods}}.</param>
                /// <exception cref="global::System.ArgumentException">The result names no task.</exception>
                {{DocComment.FormatRemarks(DescribeReader(task))}}
                {{w => OperationDocs.EmitAttributes(task.Reader, w)}}
                public static {{FormatTask(start.ResultType ?? task.ResultType)}}{{Wrapping.Defer("ToLongTask")}}({{Wrapping.Stack("this " + interfaceName + " api", CSharpTypeName.Format(start.Answer) + " started")}}) =>
                    {{(start.ResultType is { } type ? Operation + "WithResult<" + CSharpTypeName.Format(type) + ">(" + Wrapping.Fill(created) + ")" : created)}};
                """);
        }
    }

    private static string FormatStartedId(LongTaskStartShape start) => !start.Id.IsEmpty ? FormatText("answer", start.Id)
        : start.Answer.Kind switch
        {
            TypeKind.String or TypeKind.NumericId => "answer",
            TypeKind.Guid => "answer.ToString()",
            _ => "answer.ToString(" + Invariant + ")",
        };

    private static string FormatTask(TypeReference result) => "global::Leeway.Tasks.LongTask<" + CSharpTypeName.Format(result) + ">";

    private static string FormatDescriptor(LongTaskFacts facts, string operationId)
    {
        var members = new List<string>();
        if (facts.Cancel is { } cancel)
        {
            members.Add("CancelOperationId = " + CSharpText.FormatLiteral(cancel));
        }

        if (facts.KeptDays is { } days)
        {
            members.Add("KeptDays = " + days.ToString(CultureInfo.InvariantCulture));
        }

        return "new(" + CSharpText.FormatLiteral(operationId) + ")" + (members.Count == 0 ? "" : " { " + Wrapping.Fill(members) + " }");
    }

    private static string DescribeReader(LongTaskShape task) =>
        "<c>" + CSharpText.EscapeComment(task.Reader.Verb + " " + task.Reader.Route) + "</c> reads its state."
        + (task.Cancel is { } cancel ? " <c>" + CSharpText.EscapeComment(cancel.Verb + " " + cancel.Route) + "</c> cancels it." : "");
}
