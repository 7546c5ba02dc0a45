using System.Data.Common;

namespace Leeway.Stores.Tests.Databases;

/// <summary>A connection that breaks after the database has done what it was asked.</summary>
internal sealed class LostAnswerException() : DbException("The connection is broken.");
