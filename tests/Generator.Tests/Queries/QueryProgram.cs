namespace Leeway.Generator.Tests.Queries;

/// <summary>Programs that pass queries to methods, constructors, indexers, delegates and properties.</summary>
internal static class QueryProgram
{
    /// <summary>The types that programs use. A search has an overload for strings and one for queries, as in generated clients.</summary>
    public const string Types = """
        #nullable enable
        global using System;
        global using System.Collections.Generic;
        global using System.Globalization;
        global using System.Linq;
        global using System.Text;
        global using System.Threading.Tasks;

        internal delegate void Send(string jql);

        internal static class Api
        {
            public const string Base = "project = ABC";
            public const string Start = "project = ";

            public static void Search(string? jql, int max = 5) { }
            public static void Search(Leeway.Queries.Jql jql, int max = 5) { }
            public static void Find(string? filter, string jql = "", int max = 5) { }
            public static void Many(string jql, params string[] fields) { }
            public static void Content(string? cql) { }
            public static void Text(string query) { }
            public static void Run(this object target, string jql) { }
            public static Task<string> GetAsync(string jql) => Task.FromResult(jql);
        }

        internal class Request
        {
            public Request() { }
            public Request(string jql) { }
            public string? Jql { get; set; }
            public string? CQL;
            public string? Query { get; set; }
            public string this[string jql] => jql;
        }

        internal sealed record Saved(string Name, string? Jql);

        internal enum Color { Red }
        """;

    /// <summary>Returns a program with a method that consists of the statements, on one line each.</summary>
    public static string Create(string statements, string usings = "using Leeway.Queries;\n\n") => $$"""
        {{usings}}internal class Program
        {
            private async Task M(string key, string text, string? maybe, int days, bool flag, DateTime date, Color color, object thing, List<string> keys, Leeway.Queries.Jql known)
            {
                {{statements}}
                await Task.CompletedTask;
            }
        }
        """;
}
